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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.zkleader.ElectionListener;
import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.RevokeReason;
import io.github.zkleader.Term;
import org.apache.curator.framework.CuratorFramework;
import org.jspecify.annotations.Nullable;

import org.springframework.integration.leader.event.AbstractLeaderEvent;
import org.springframework.integration.leader.event.OnGrantedEvent;
import org.springframework.integration.leader.event.OnRevokedEvent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * One instance of a service that elects, with a session of its own.
 */
final class TestInstance implements AutoCloseable, ElectionListener {

	static final Duration SESSION_TIMEOUT = Duration.ofSeconds(2);

	static final Duration TICK = Duration.ofMillis(200);

	static final String PATH = "/zkleader/test";

	private final List<Object> events = new CopyOnWriteArrayList<>();

	private final List<RevokeReason> revocations = new CopyOnWriteArrayList<>();

	private final List<LeadershipEvent> listenerFailures = new CopyOnWriteArrayList<>();

	private final List<String> overruns = new CopyOnWriteArrayList<>();

	private final TestEnsemble ensemble;

	private final String id;

	private final Elections elections;

	private final AtomicInteger renewals = new AtomicInteger();

	private volatile Consumer<OnGrantedEvent> onGranted = (event) -> {
	};

	private volatile Consumer<OnRevokedEvent> onRevoked = (event) -> {
	};

	private TestInstance(TestEnsemble ensemble, Duration sessionTimeout, ElectionSettings settings) {
		this.ensemble = ensemble;
		this.id = settings.id();
		this.elections = ensemble.join(this.id,
				new ElectionsFactory(settings, "leader", this::published, List.of(this)), sessionTimeout);
	}

	static TestInstance create(TestEnsemble ensemble, String id, Duration sessionTimeout,
			UnaryOperator<ElectionSettings> customizer) {
		ElectionSettings settings = new ElectionSettings(id, PATH, Duration.ofSeconds(5), Duration.ofSeconds(1),
				Duration.ofSeconds(30), OnListenerFailure.YIELD);
		ElectionSettings customized = customizer.apply(settings);
		return new TestInstance(ensemble, sessionTimeout,
				(ensemble.elector() != Elector.INITIATOR) ? customized.withElector(ensemble.elector()) : customized);
	}

	private void published(Object event) {
		this.events.add(event);
		if (event instanceof OnGrantedEvent granted) {
			this.onGranted.accept(granted);
		}
		else if (event instanceof OnRevokedEvent revoked) {
			this.onRevoked.accept(revoked);
		}
	}

	@Override
	public void onRevoked(Term term, RevokeReason reason, Duration tenure) {
		this.revocations.add(reason);
	}

	@Override
	public void onListenerFailure(String role, LeadershipEvent event) {
		this.listenerFailures.add(event);
	}

	@Override
	public void onOverrun(String role, String task) {
		this.overruns.add(task);
	}

	@Override
	public void onLeaseRenewal(long nanos, @Nullable Exception failure) {
		this.renewals.incrementAndGet();
	}

	int renewals() {
		return this.renewals.get();
	}

	boolean isLeased() {
		return !leaseRemaining().isZero();
	}

	Duration leaseRemaining() {
		Duration remaining = this.elections.getConnection().leaseRemaining();
		return (remaining != null) ? remaining : Duration.ZERO;
	}

	TestInstance whenGranted(Consumer<OnGrantedEvent> listener) {
		this.onGranted = listener;
		return this;
	}

	TestInstance whenRevoked(Consumer<OnRevokedEvent> listener) {
		this.onRevoked = listener;
		return this;
	}

	/**
	 * Take part in the default role, without starting.
	 * @return the leadership
	 */
	Leadership join() {
		return this.elections.join("leader");
	}

	TestInstance start() {
		join();
		this.elections.start();
		return this;
	}

	TestInstance startAndLead() {
		start();
		awaitLeader();
		return this;
	}

	void awaitLeader() {
		await().until(() -> leadership().getStatus().state() == LeadershipState.LEADER);
		assertThat(leadership().isLeader()).isTrue();
	}

	void awaitState(LeadershipState state) {
		await().until(() -> leadership().getStatus().state() == state);
	}

	/**
	 * Stop and wait until that is over.
	 */
	void stop() {
		CountDownLatch stopped = new CountDownLatch(1);
		this.elections.stop(stopped::countDown);
		try {
			assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	Leadership leadership() {
		return this.elections.get("leader");
	}

	Elections elections() {
		return this.elections;
	}

	CuratorFramework client() {
		return ((ZookeeperTestEnsemble) this.ensemble).client(this.id);
	}

	long fencingToken() {
		return leadership().getTerm().orElseThrow().fencingToken();
	}

	/**
	 * Return the published grants and revocations by simple name, in order.
	 * @return the names
	 */
	List<String> leaderEvents() {
		return this.events.stream()
			.filter(AbstractLeaderEvent.class::isInstance)
			.map((event) -> event.getClass().getSimpleName())
			.toList();
	}

	<T> List<T> events(Class<T> type) {
		return this.events.stream().filter(type::isInstance).map(type::cast).toList();
	}

	List<RevokeReason> revocations() {
		return this.revocations;
	}

	List<LeadershipEvent> listenerFailures() {
		return this.listenerFailures;
	}

	List<String> overruns() {
		return this.overruns;
	}

	List<String> lockZnodes() throws Exception {
		return this.ensemble.locks(this.id);
	}

	@Override
	public void close() {
		stop();
		this.elections.close();
		this.ensemble.leave(this.id);
	}

}
