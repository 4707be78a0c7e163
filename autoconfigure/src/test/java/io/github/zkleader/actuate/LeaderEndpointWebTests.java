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

package io.github.zkleader.actuate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

import io.github.zkleader.FakeElections;
import io.github.zkleader.FakeLeadership;
import io.github.zkleader.LeadershipState;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementContextAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.actuate.web.ServletManagementContextAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaderEndpoint} and {@link LeaderProbeEndpoint} over HTTP.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "management.endpoints.web.exposure.include=leader,leaderprobe",
				"spring.jackson.property-naming-strategy=SNAKE_CASE",
				"spring.jackson.datatype.datetime.write-durations-as-timestamps=true",
				"spring.jackson.datatype.datetime.write-dates-as-timestamps=true" })
class LeaderEndpointWebTests {

	private static final String LEADER = """
			{"state":"LEADER","leader":true,"leaderId":"reports-1","fencingToken":4294967302,
			 "since":"2026-11-22T12:00:00Z","leaseRemaining":"PT6.1S",
			 "participants":[{"id":"reports-1","leader":true},{"id":"reports-2","leader":false}],
			 "participantsAsOf":"2026-11-22T12:00:02Z",
			 "tasks":[{"task":"reportJob.run","runs":12,"skipped":1,"interrupted":2,"failed":3,
			           "lastRun":"2026-11-22T12:00:03Z",
			           "ticks":{"lastTick":"2026-11-22T12:00:00Z","missed":6,"madeUp":5,"expired":4,"foreign":3,
			                    "duplicate":2,"unrecorded":1}},
			          {"task":"mailJob.run","runs":0,"skipped":0,"interrupted":0,"failed":0}],
			 "history":[{"at":"2026-11-22T12:00:00Z","state":"LEADER","reason":"granted"}]}""";

	private final HttpClient http = HttpClient.newHttpClient();

	@Autowired
	private FakeElections elections;

	@LocalServerPort
	private int port;

	private FakeLeadership leadership;

	@BeforeEach
	void lead() {
		this.leadership = this.elections.join("reports.daily");
		this.leadership.lead(4294967302L);
	}

	@Test
	void describesInstance() throws Exception {
		assertThat(get("")).satisfies(status(200)).satisfies(json("""
				{"id":"reports-1",
				 "connection":{"state":"CONNECTED","connectString":"localhost:2181","sessionId":"0x1000",
				               "sessionTimeout":"PT10S"},
				 "roles":{"reports.daily":%s}}""".formatted(LEADER)));
	}

	@Test
	void describesRole() throws Exception {
		assertThat(get("/reports.daily")).satisfies(status(200)).satisfies(json(LEADER));
	}

	@Test
	void doesNotFindUnknownRole() throws Exception {
		assertThat(get("/unknown")).satisfies(status(404));
	}

	@Test
	void yields() throws Exception {
		assertThat(post("/reports.daily", "{\"action\":\"yield\"}")).satisfies(status(202))
			.satisfies(json("{\"state\":\"RELEASING\",\"leader\":false,\"tasks\":[],\"history\":[]}"));
	}

	@Test
	void pauses() throws Exception {
		assertThat(post("/reports.daily", "{\"action\":\"pause\"}")).satisfies(status(202));
		assertThat(this.leadership.getStatus().state()).isEqualTo(LeadershipState.PAUSED);
	}

	@Test
	void resumes() throws Exception {
		this.leadership.state(LeadershipState.PAUSED);
		assertThat(post("/reports.daily", "{\"action\":\"resume\"}")).satisfies(status(202));
		assertThat(this.leadership.getStatus().state()).isEqualTo(LeadershipState.FOLLOWER);
	}

	@Test
	void yieldOnFollowerChangesNothing() throws Exception {
		this.leadership.state(LeadershipState.FOLLOWER);
		assertThat(post("/reports.daily", "{\"action\":\"yield\"}")).satisfies(status(202));
		assertThat(this.leadership.getStatus().state()).isEqualTo(LeadershipState.FOLLOWER);
	}

	@Test
	void doesNotFindUnknownRoleToActOn() throws Exception {
		assertThat(post("/unknown", "{\"action\":\"yield\"}")).satisfies(status(404));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{}", "{\"action\":null}", "{\"action\":\"\"}", "{\"action\":\" \"}",
			"{\"action\":\"YIELD\"}", "{\"action\":\"abdicate\"}", "{\"action\":7}", "{\"other\":\"yield\"}" })
	void refusesOtherActions(String body) throws Exception {
		HttpResponse<String> response = post("/reports.daily", body);
		assertThat(response).satisfies(status(400));
		assertThat(response.body()).contains("\"actions\":[\"yield\",\"pause\",\"resume\"]");
		assertThat(this.leadership.isLeader()).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "{", "[]", "{\"action\":{\"name\":\"yield\"}}" })
	void refusesWhatIsNoAction(String body) throws Exception {
		assertThat(post("/reports.daily", body)).satisfies(status(400));
		assertThat(this.leadership.isLeader()).isTrue();
	}

	@Test
	void probeOfLeaderIsOk() throws Exception {
		assertThat(get("probe/reports.daily")).satisfies(status(200)).satisfies(json("{\"leader\":true}"));
	}

	@Test
	void probeOfFollowerIsUnavailable() throws Exception {
		this.leadership.state(LeadershipState.FOLLOWER);
		assertThat(get("probe/reports.daily")).satisfies(status(503)).satisfies(json("{\"leader\":false}"));
	}

	@Test
	void probeOfUnknownRoleIsNotFound() throws Exception {
		assertThat(get("probe/unknown")).satisfies(status(404));
	}

	private HttpResponse<String> get(String path) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path)));
	}

	private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
		return send(HttpRequest.newBuilder(uri(path))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body)));
	}

	private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
		return this.http.send(request.build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + "/actuator/leader" + path);
	}

	private static ThrowingConsumer<HttpResponse<String>> status(int status) {
		return (response) -> assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
	}

	private static ThrowingConsumer<HttpResponse<String>> json(String expected) {
		return (response) -> JSONAssert.assertEquals(expected, response.body(), JSONCompareMode.STRICT);
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
			WebMvcAutoConfiguration.class, JacksonAutoConfiguration.class, HttpMessageConvertersAutoConfiguration.class,
			EndpointAutoConfiguration.class, WebEndpointAutoConfiguration.class,
			ManagementContextAutoConfiguration.class, ServletManagementContextAutoConfiguration.class })
	@Import({ LeaderEndpoint.class, LeaderEndpointWebExtension.class, LeaderProbeEndpoint.class })
	static class Application {

		@Bean
		FakeElections elections() {
			return new FakeElections();
		}

	}

}
