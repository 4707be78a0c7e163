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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.ElectionObserver;
import io.github.zkleader.ElectionObserver.Observed;
import io.github.zkleader.GatedRun;
import io.github.zkleader.GatedTask;
import io.github.zkleader.GrantOutcome;
import io.github.zkleader.HandoverOutcome;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.RunOutcome;
import io.github.zkleader.Term;
import io.micrometer.observation.Observation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Begins activities, observed if there is an {@link ElectionObserver} that wants to. What
 * that or a handler throws is logged, once as a warning, and never breaks an election or
 * a run.
 */
final class Observer {

	private static final Log logger = LogFactory.getLog(ElectionObserver.class);

	private final @Nullable ElectionObserver observer;

	private final AtomicBoolean warned = new AtomicBoolean();

	Observer(List<? extends ElectionListener> listeners) {
		this.observer = listeners.stream()
			.filter(ElectionObserver.class::isInstance)
			.map(ElectionObserver.class::cast)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Begin a run. Allocates nothing unless it is observed.
	 * @param task the task
	 * @param run the run, which was admitted
	 * @param parent what the run is a part of, or {@code null} for what this thread is
	 * busy with
	 * @return the activity
	 */
	Activity<RunOutcome> run(GatedTask task, GatedRun run, @Nullable Observation parent) {
		ElectionObserver observer = this.observer;
		if (observer == null) {
			return Activity.unobserved();
		}
		try {
			return begin(observer.observeRun(task, run.getTerm(), parent));
		}
		catch (Throwable ex) {
			failed(ex);
			return Activity.unobserved();
		}
	}

	Activity<GrantOutcome> grant(Term term) {
		return observe((observer) -> observer.observeGrant(term));
	}

	Activity<HandoverOutcome> revocation(Term term, RevokeReason reason) {
		return observe((observer) -> observer.observeRevocation(term, reason));
	}

	Activity<HandoverOutcome> drain(Term term, RevokeReason reason) {
		return observe((observer) -> observer.observeDrain(term, reason));
	}

	private <O> Activity<O> observe(Function<ElectionObserver, @Nullable Observed<O>> observation) {
		ElectionObserver observer = this.observer;
		if (observer == null) {
			return Activity.unobserved();
		}
		try {
			return begin(observation.apply(observer));
		}
		catch (Throwable ex) {
			failed(ex);
			return Activity.unobserved();
		}
	}

	private <O> Activity<O> begin(@Nullable Observed<O> observed) {
		if (observed == null || observed.observation().isNoop()) {
			return Activity.unobserved();
		}
		observed.observation().start();
		return new Activity<>(observed, this::failed);
	}

	private void failed(Throwable failure) {
		String message = "Failed to observe an election or a gated run, which goes on";
		if (this.warned.compareAndSet(false, true)) {
			logger.warn(message + "; more of this is logged at DEBUG", failure);
		}
		else {
			logger.debug(message, failure);
		}
	}

}
