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

package io.github.zkleader.faults;

import java.nio.file.Path;

import io.github.zkleader.faults.Answers.Call;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Recorder} and {@link Recording}.
 */
class RecorderTests {

	@TempDir
	private Path directory;

	@Test
	void keepsTheFirstAndTheLastOfEqualAnswers() {
		Recorder recorder = new Recorder(file());
		recorder.answer(Kind.METHOD, true, 7, 100, 110, 120);
		recorder.answer(Kind.METHOD, true, 7, 200, 210, 220);
		recorder.answer(Kind.METHOD, true, 7, 300, 310, 320);
		recorder.answer(Kind.METHOD, false, 0, 400, 0, 410);
		assertThat(Recording.readAll("a", this.directory)).containsExactly(
				new Answers("a", Kind.METHOD, true, 7, 3, new Call(100, 110, 120), new Call(300, 310, 320)),
				new Answers("a", Kind.METHOD, false, 0, 1, new Call(400, 0, 410), new Call(400, 0, 410)));
	}

	@Test
	void separatesTokensAndGaps() {
		Recorder recorder = new Recorder(file());
		recorder.answer(Kind.IS_LEADER, true, 1, 100, 0, 110);
		recorder.answer(Kind.IS_LEADER, true, 2, 200, 0, 210);
		recorder.answer(Kind.IS_LEADER, true, 2, 201 + Recorder.GAP, 0, 300 + Recorder.GAP);
		assertThat(Recording.readAll("a", this.directory)).extracting(Answers::token).containsExactly(1L, 2L, 2L);
	}

	@Test
	void knowsWhetherSomethingWasAsked() {
		Call first = new Call(1000, 0, 1001);
		Call last = new Call(1000 + 10 * Recorder.GAP, 0, 1000 + 10 * Recorder.GAP);
		Answers answers = new Answers("a", Kind.IS_LEADER, false, 0, 100, first, last);
		assertThat(answers.askedBetween(0, 999)).isFalse();
		assertThat(answers.askedBetween(0, 1000)).isTrue();
		assertThat(answers.askedBetween(5000, 5001 + Recorder.GAP)).isTrue();
		assertThat(answers.askedBetween(1 + last.start(), 100 + last.start())).isFalse();
	}

	@Test
	void neverJoinsEvents() {
		Recorder recorder = new Recorder(file());
		recorder.event(Kind.GRANTED, 1);
		recorder.event(Kind.GRANTED, 1);
		assertThat(Recording.readAll("a", this.directory)).hasSize(2);
	}

	private Path file() {
		return this.directory.resolve("answers.rec");
	}

}
