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

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * How the elections of an application behave.
 *
 * @param id the id of this instance, unique among all candidates
 * @param path the parent of the roles' znodes
 * @param drainTimeout how long runs in flight may go on when leadership is given up
 * @param interruptGrace how long a run may go on after it was interrupted
 * @param prepareTimeout how long listeners of the grant may take
 * @param onListenerFailure what to do when a listener of the grant fails
 * @param elector who elects on ZooKeeper
 */
public record ElectionSettings(String id, String path, Duration drainTimeout, Duration interruptGrace,
		Duration prepareTimeout, OnListenerFailure onListenerFailure, Elector elector) {

	/**
	 * Time for the listeners of the revocation and for the release of the lock when the
	 * application stops.
	 */
	private static final Duration LISTENERS_AND_RELEASE = Duration.ofSeconds(5);

	/**
	 * Create new settings.
	 */
	public ElectionSettings {
		Assert.hasText(id, "'id' must not be empty");
		Assert.isTrue(path.startsWith("/"), "'path' must start with a slash");
	}

	/**
	 * Create new settings with the default elector.
	 * @param id the id of this instance, unique among all candidates
	 * @param path the parent of the roles' znodes
	 * @param drainTimeout how long runs in flight may go on
	 * @param interruptGrace how long a run may go on after it was interrupted
	 * @param prepareTimeout how long listeners of the grant may take
	 * @param onListenerFailure what to do when a listener of the grant fails
	 */
	public ElectionSettings(String id, String path, Duration drainTimeout, Duration interruptGrace,
			Duration prepareTimeout, OnListenerFailure onListenerFailure) {
		this(id, path, drainTimeout, interruptGrace, prepareTimeout, onListenerFailure, Elector.INITIATOR);
	}

	/**
	 * Return the same settings with another elector.
	 * @param elector who elects on ZooKeeper
	 * @return the settings
	 */
	public ElectionSettings withElector(Elector elector) {
		return new ElectionSettings(this.id, this.path, this.drainTimeout, this.interruptGrace, this.prepareTimeout,
				this.onListenerFailure, elector);
	}

	/**
	 * Return how long a stop takes at most.
	 * @return the bound
	 */
	public Duration stopTimeout() {
		return this.drainTimeout.plus(this.interruptGrace).plus(LISTENERS_AND_RELEASE);
	}

	String rolePath(String role) {
		return this.path.endsWith("/") ? this.path + role : this.path + "/" + role;
	}

}
