/*
 * Copyright 2026-present the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.zkleader.controlroom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.stream.Stream;

import io.github.zkleader.sample.ChildProcess;
import io.github.zkleader.sample.SampleApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for the page of the control room, in a real browser, with real processes.
 */
class ControlRoomIntegrationTests {

	private static final Path OUTPUT = Path.of("target/control-room-test");

	private static final Duration START_TIMEOUT = Duration.ofMinutes(2);

	private static ChildProcess controlRoom;

	private static ChromeDriver browser;

	@BeforeAll
	static void open() throws IOException {
		Browsers.assumeInstalled();
		Files.createDirectories(OUTPUT);
		int port = Ports.free(1).get(0);
		controlRoom = ChildProcess.start(SampleApplication.class, OUTPUT.resolve("control-room.log"), List.of(),
				"--spring.profiles.active=control-room", "--server.port=" + port,
				"--sample.directory=" + OUTPUT.resolve("control-room"));
		String page = "http://127.0.0.1:" + port + "/";
		await().atMost(START_TIMEOUT).ignoreExceptions().until(() -> Browsers.answers(page));
		browser = Browsers.start();
		browser.get(page);
	}

	@AfterAll
	static void close() {
		if (browser != null) {
			browser.quit();
		}
		if (controlRoom != null) {
			controlRoom.close();
		}
	}

	@Test
	void showsWhoLeadsAndWhatAFaultCosts() throws IOException {
		await().atMost(START_TIMEOUT).until(() -> text("leader").startsWith("sample-"));
		await().atMost(START_TIMEOUT).until(() -> badges().filter("follows"::equals).count() == 2);
		String first = text("leader");
		assertThat(text("overlaps")).isEqualTo("0");
		press("kill -9: " + first);
		String second = await().atMost(Duration.ofSeconds(30))
			.until(() -> text("leader"), (leader) -> leader.startsWith("sample-") && !leader.equals(first));
		await().untilAsserted(() -> assertThat(text("faults")).contains(first + " gets kill -9", second));
		assertThat(text("failover")).matches("[0-9]+\\.[0-9]{2} s");
		assertThat(text("announcement")).contains(second + " leads");
		await().untilAsserted(() -> assertThat(lanesWithRuns()).contains(first, second));
		press("Yield: " + second);
		await().untilAsserted(() -> assertThat(text("faults")).contains(second + " gives leadership up"));
		await().until(() -> text("leader"), (leader) -> leader.startsWith("sample-") && !leader.equals(second));
		assertThat(text("overlaps")).isEqualTo("0");
		press("Start another");
		await().atMost(START_TIMEOUT).until(() -> badges().filter("follows"::equals).count() == 2);
		takePictures();
		assertThat(browser.manage().logs().get("browser").getAll())
			.filteredOn((entry) -> entry.getLevel().intValue() >= Level.WARNING.intValue())
			.isEmpty();
		assertNothingIsLeftAfterKill();
	}

	private static void assertNothingIsLeftAfterKill() {
		List<ProcessHandle> children = controlRoom.descendants();
		assertThat(children).hasSizeGreaterThanOrEqualTo(6);
		press("SIGSTOP: " + text("leader"));
		await().until(() -> badges().anyMatch("stopped"::equals));
		controlRoom.kill();
		await().atMost(Duration.ofSeconds(10)).until(() -> children.stream().noneMatch(ProcessHandle::isAlive));
	}

	private static void takePictures() throws IOException {
		picture("light", 1200, 1000, "light");
		picture("dark", 1200, 1000, "dark");
		picture("phone", 390, 1400, "light");
	}

	private static void picture(String name, int width, int height, String scheme) throws IOException {
		browser.executeCdpCommand("Emulation.setEmulatedMedia",
				Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
		browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
		await().until(() -> isShownAs(width, scheme));
		Files.write(OUTPUT.resolve(name + ".png"), browser.getScreenshotAs(OutputType.BYTES));
		Long overflow = (Long) browser
			.executeScript("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
		assertThat(overflow).as("pixels that do not fit on " + name).isZero();
	}

	/**
	 * Whether the page, and the time line that it draws anew with each view, are shown as
	 * wanted.
	 * @param width the width of the window
	 * @param scheme the colour scheme
	 * @return whether they are
	 */
	private static boolean isShownAs(int width, String scheme) {
		return Boolean.TRUE.equals(browser.executeScript("""
				const narrow = document.querySelector('#timeline svg')?.viewBox.baseVal.width === 400;
				return window.innerWidth === arguments[0] && narrow === (arguments[0] < 500)
						&& window.matchMedia(`(prefers-color-scheme: ${arguments[1]})`).matches;
				""", width, scheme));
	}

	private static void press(String label) {
		WebElement button = browser.findElements(By.tagName("button"))
			.stream()
			.filter((candidate) -> label.equals(candidate.getAccessibleName()))
			.findFirst()
			.orElseThrow(() -> new AssertionError("No button '" + label + "'"));
		button.click();
	}

	private static String text(String id) {
		return String.valueOf(browser.executeScript("return document.getElementById(arguments[0]).textContent", id));
	}

	@SuppressWarnings("unchecked")
	private static Stream<String> badges() {
		return ((List<String>) browser.executeScript(
				"return [...document.querySelectorAll('#instances .badge')].map((badge) => badge.textContent)"))
			.stream();
	}

	@SuppressWarnings("unchecked")
	private static List<String> lanesWithRuns() {
		return (List<String>) browser.executeScript(
				"return [...document.querySelectorAll('#timeline rect title')].map((title) => title.textContent.split(',')[0])");
	}

}
