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

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.github.zkleader.GatedRun;
import io.github.zkleader.NotLeaderException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Operators;
import reactor.core.publisher.Sinks;

/**
 * A run that lasts as long as a subscription, and longer if what it does goes on after
 * that. It belongs to the thread that subscribes until that is done, as much may happen
 * meanwhile, and then to none.
 */
final class SubscribedRun {

	private enum State {

		SUBSCRIBING, SUBSCRIBED, ENDED

	}

	private final GatedRun run;

	private final Supplier<NotLeaderException> notLeader;

	private final Sinks.Empty<Object> lost = Sinks.empty();

	private final AtomicReference<State> state = new AtomicReference<>(State.SUBSCRIBING);

	private final AtomicReference<@Nullable Subscription> upstream = new AtomicReference<>();

	/**
	 * What has not ended yet, the subscription being one.
	 */
	private final AtomicInteger parts = new AtomicInteger(1);

	private volatile @Nullable Throwable failure;

	private volatile boolean cancelled;

	/**
	 * Create a new run.
	 * @param run the run, which belongs to this thread
	 * @param notLeader what subscribers get when leadership is lost
	 */
	SubscribedRun(GatedRun run, Supplier<NotLeaderException> notLeader) {
		this.run = run;
		this.notLeader = notLeader;
	}

	/**
	 * Return a way for other threads to go on with the run.
	 * @return the entrance
	 */
	GatedRun.Entrance entrance() {
		return this.run.entrance();
	}

	/**
	 * Keep the run in flight until something more has {@link #ended() ended}.
	 * @return whether it is not over yet
	 */
	boolean prolong() {
		return this.parts.getAndUpdate((parts) -> (parts != 0) ? parts + 1 : 0) != 0;
	}

	/**
	 * The subscription has ended, or something that prolonged the run.
	 */
	void ended() {
		if (this.parts.decrementAndGet() == 0) {
			finish();
		}
	}

	/**
	 * Subscribe, on the thread that entered the run.
	 * @param source what the run does
	 * @param multiValue whether it may emit more than one value
	 * @param subscriber the subscriber
	 */
	void subscribe(Publisher<Object> source, boolean multiValue, CoreSubscriber<? super Object> subscriber) {
		Publisher<Object> observed = SubscriberObservation.write(source, multiValue, this.run.getObservation());
		try {
			if (multiValue) {
				Flux.from(observed)
					.doOnError(this::failed)
					.doFinally((signal) -> ended())
					.doOnSubscribe(this::subscribed)
					.takeUntilOther(this.lost.asMono())
					.subscribe(subscriber);
			}
			else {
				Mono.from(observed)
					.doOnError(this::failed)
					.doFinally((signal) -> ended())
					.doOnSubscribe(this::subscribed)
					.takeUntilOther(this.lost.asMono())
					.subscribe(subscriber);
			}
		}
		finally {
			leave();
		}
	}

	private void cancel() {
		this.cancelled = true;
		Subscription upstream = this.upstream.getAndSet(Operators.cancelledSubscription());
		if (upstream != null) {
			upstream.cancel();
		}
		else {
			tellLost();
		}
	}

	private void tellLost() {
		this.lost.tryEmitError(this.notLeader.get());
	}

	private void subscribed(Subscription subscription) {
		if (!this.upstream.compareAndSet(null, subscription)) {
			subscription.cancel();
		}
	}

	private void failed(Throwable failure) {
		this.failure = failure;
	}

	private void finish() {
		if (this.state.getAndSet(State.ENDED) == State.SUBSCRIBED) {
			this.run.end(this.failure);
		}
		if (this.cancelled) {
			tellLost();
		}
	}

	private void leave() {
		if (this.state.get() == State.ENDED) {
			this.run.end(this.failure);
			return;
		}
		this.run.detach(this::cancel);
		if (!this.state.compareAndSet(State.SUBSCRIBING, State.SUBSCRIBED)) {
			this.run.end(this.failure);
		}
	}

}
