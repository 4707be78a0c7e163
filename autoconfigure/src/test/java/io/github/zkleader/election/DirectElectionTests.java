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

import org.junit.jupiter.api.Nested;

/**
 * The contract of elections, kept on a real server by {@link Elector#DIRECT}.
 */
class DirectElectionTests {

	/**
	 * Tests for {@link Elections}.
	 */
	@Nested
	class ElectionsTests extends AbstractElectionsTests {

		@Override
		TestEnsemble createEnsemble() {
			return new ZookeeperTestEnsemble(Elector.DIRECT);
		}

	}

	/**
	 * Tests for {@link Preparation}.
	 */
	@Nested
	class PreparationTests extends AbstractPreparationTests {

		@Override
		TestEnsemble createEnsemble() {
			return new ZookeeperTestEnsemble(Elector.DIRECT);
		}

	}

	/**
	 * Tests for {@link Handover}.
	 */
	@Nested
	class HandoverTests extends AbstractHandoverTests {

		@Override
		TestEnsemble createEnsemble() {
			return new ZookeeperTestEnsemble(Elector.DIRECT);
		}

	}

	/**
	 * Tests for the loss of leadership by force.
	 */
	@Nested
	class ForcedLossTests extends AbstractForcedLossTests {

		@Override
		TestEnsemble createEnsemble() {
			return new ZookeeperTestEnsemble(Elector.DIRECT);
		}

	}

	/**
	 * Tests for {@link RecordedTask}.
	 */
	@Nested
	class TickTests extends AbstractTickTests {

		@Override
		TestEnsemble createEnsemble() {
			return new ZookeeperTestEnsemble(Elector.DIRECT);
		}

	}

}
