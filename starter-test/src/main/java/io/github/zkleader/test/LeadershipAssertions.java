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

package io.github.zkleader.test;

import io.github.zkleader.Leadership;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Entry point for assertions about elections, to be imported statically beside AssertJ's.
 */
public final class LeadershipAssertions {

	private LeadershipAssertions() {
	}

	/**
	 * Create assertions about a role.
	 * @param actual the leadership of the role
	 * @return the assertions
	 */
	@CheckReturnValue
	public static LeadershipAssert assertThat(Leadership actual) {
		return new LeadershipAssert(actual);
	}

}
