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

import java.util.function.Consumer;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.ElectionListener.LeadershipEvent;
import io.github.zkleader.LeaderChangedEvent;
import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderLogKeys;
import io.github.zkleader.Leadership;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.integration.leader.event.DefaultLeaderEventPublisher;

/**
 * Publishes the events of a role. What a listener throws is logged and counted here.
 */
final class RoleEvents {

	private static final Logger logger = LoggerFactory.getLogger(LeaderElections.class);

	private final Leadership leadership;

	private final ApplicationEventPublisher publisher;

	private final DefaultLeaderEventPublisher leaderEventPublisher;

	private final ElectionListener listener;

	RoleEvents(Leadership leadership, ApplicationEventPublisher publisher, ElectionListener listener) {
		this.leadership = leadership;
		this.publisher = publisher;
		this.leaderEventPublisher = new DefaultLeaderEventPublisher(publisher);
		this.listener = listener;
	}

	/**
	 * Tell listeners of the grant.
	 * @param activity what fails with them
	 * @return whether none of them threw
	 */
	boolean publishGranted(Activity<?> activity) {
		return publish(LeadershipEvent.GRANTED, activity,
				(role) -> this.leaderEventPublisher.publishOnGranted(this.leadership, this.leadership, role));
	}

	/**
	 * Tell listeners of the revocation.
	 * @param activity what fails with them
	 * @return whether none of them threw
	 */
	boolean publishRevoked(Activity<?> activity) {
		return publish(LeadershipEvent.REVOKED, activity,
				(role) -> this.leaderEventPublisher.publishOnRevoked(this.leadership, this.leadership, role));
	}

	void publishLeaderChanged(String leaderId, long fencingToken) {
		String role = this.leadership.getRole();
		try {
			this.publisher.publishEvent(new LeaderChangedEvent(this.leadership, role, leaderId, fencingToken));
		}
		catch (Throwable ex) {
			log(role, ex).log("Role '{}': a listener of LeaderChangedEvent failed", role);
		}
	}

	/**
	 * A listener has failed.
	 * @param event the event it listens to
	 */
	void failed(LeadershipEvent event) {
		this.listener.onListenerFailure(this.leadership.getRole(), event);
	}

	private boolean publish(LeadershipEvent event, Activity<?> activity, Consumer<String> publication) {
		String role = this.leadership.getRole();
		try {
			publication.accept(role);
			return true;
		}
		catch (Throwable ex) {
			log(role, ex).log("Role '{}': a listener of the {} event failed", role, event.tag());
			failed(event);
			activity.failed(ex);
			return false;
		}
	}

	private static LoggingEventBuilder log(String role, Throwable failure) {
		return logger.atError().addKeyValue(LeaderLogKeys.ROLE, role).setCause(failure);
	}

}
