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

package io.github.zkleader.election;

import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LeaseDemand}.
 */
class LeaseDemandTests {

	private final AtomicInteger needed = new AtomicInteger();

	private final LeaseDemand demand = new LeaseDemand(this.needed::incrementAndGet);

	@Test
	void nobodyNeedsItWithoutCandidacy() {
		this.demand.seen("a", false);
		this.demand.elected("a");
		assertThat(this.demand.isNeeded()).isFalse();
		assertThat(this.demand.isCandidate("a")).isFalse();
		assertThat(this.needed).hasValue(0);
	}

	@Test
	void whoDoesNotKnowItsPlaceNeedsIt() {
		this.demand.joined("a");
		assertThat(this.demand.isNeeded()).isTrue();
		assertThat(this.demand.isCandidate("a")).isTrue();
		assertThat(this.needed).hasValue(1);
	}

	@Test
	void whoIsFarBackDoesNotNeedItUntilItIsNotAnyMore() {
		this.demand.joined("a");
		this.demand.seen("a", true);
		assertThat(this.demand.isNeeded()).isFalse();
		this.demand.seen("a", false);
		assertThat(this.demand.isNeeded()).isTrue();
		assertThat(this.needed).hasValue(2);
	}

	@Test
	void whoIsElectedNeedsItWhateverAnOldLookHasSeen() {
		this.demand.joined("a");
		this.demand.seen("a", true);
		this.demand.elected("a");
		this.demand.seen("a", true);
		assertThat(this.demand.isNeeded()).isTrue();
		assertThat(this.needed).hasValue(2);
	}

	@Test
	void whoHasLeftDoesNotNeedIt() {
		this.demand.joined("a");
		this.demand.elected("a");
		this.demand.left("a");
		assertThat(this.demand.isNeeded()).isFalse();
	}

	@Test
	void oneRoleIsEnough() {
		this.demand.joined("a");
		this.demand.seen("a", true);
		this.demand.joined("b");
		assertThat(this.demand.isNeeded()).isTrue();
		this.demand.seen("b", true);
		assertThat(this.demand.isNeeded()).isFalse();
	}

}
