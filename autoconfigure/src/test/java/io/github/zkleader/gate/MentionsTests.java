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

package io.github.zkleader.gate;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.github.zkleader.LeaderOnly;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.samples.SampleJob;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Mentions}.
 */
class MentionsTests {

	private final Mentions mentions = new Mentions();

	@ParameterizedTest
	@ValueSource(classes = { OnType.class, OnMethod.class, OnSuperType.class, OnInterface.class, OnMeta.class,
			OnSpringsType.class, SampleJob.class })
	void anythingThatIsAnnotatedIsFound(Class<?> type) {
		assertThat(this.mentions.contains(type)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(classes = { Object.class, String.class, ThreadPoolTaskScheduler.class, None.class })
	void othersAreNot(Class<?> type) {
		assertThat(this.mentions.contains(type)).isFalse();
	}

	@Test
	void noTypeSaysNothing() {
		assertThat(this.mentions.contains(null)).isFalse();
	}

	@LeaderOnly
	static class OnType {

	}

	static class OnMethod {

		@LeaderOnly
		void run() {
		}

	}

	static class OnSuperType extends OnMethod {

	}

	interface Job {

		@LeaderOnly
		void run();

	}

	static class OnInterface implements Job {

		@Override
		public void run() {
		}

	}

	@Target(ElementType.METHOD)
	@Retention(RetentionPolicy.RUNTIME)
	@LeaderOnly
	@interface Meta {

	}

	static class OnMeta {

		@Meta
		void run() {
		}

	}

	@SuppressWarnings("serial")
	static class OnSpringsType extends ThreadPoolTaskScheduler {

		@LeaderOnly
		void run() {
		}

	}

	@SuppressWarnings("serial")
	static class None extends ThreadPoolTaskScheduler {

	}

}
