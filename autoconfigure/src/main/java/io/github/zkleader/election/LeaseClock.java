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

/**
 * The two clocks a lease is measured with. {@code nanoTime} does not step but stands
 * still while the machine is suspended; the wall clock is the other way round.
 */
interface LeaseClock {

	/**
	 * The clocks of this machine.
	 */
	LeaseClock SYSTEM = new LeaseClock() {

		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long currentTimeMillis() {
			return System.currentTimeMillis();
		}

	};

	long nanoTime();

	long currentTimeMillis();

	default Moment moment() {
		return new Moment(nanoTime(), currentTimeMillis());
	}

}
