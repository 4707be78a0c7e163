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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

import io.github.zkleader.Leadership;
import io.github.zkleader.LeadershipState;
import io.github.zkleader.election.ElectionsFactory.SessionSettings;
import io.github.zkleader.zookeeper.LeaderClientFactory;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.zookeeper.CreateMode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DirectCandidacy}: what may go wrong between a request and its answer.
 */
class DirectCandidacyTests extends AbstractElectionTests {

	private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(4);

	private static final Duration RECONNECTION = Duration.ofSeconds(3);

	private static final Duration STEADY = Duration.ofMillis(500);

	private static final String OTHER = TestInstance.PATH + "/other";

	private MuteLink link;

	private CuratorFramework client;

	private CuratorFramework observer;

	private Elections elections;

	@BeforeEach
	void startElections() throws Exception {
		this.link = closeLater(new MuteLink(server().getPort()));
		this.observer = closeLater(
				CuratorFrameworkFactory.newClient(server().getConnectString(), new RetryOneTime(100)));
		this.observer.start();
		ClosedSessions closedSessions = new ClosedSessions();
		this.client = closeLater(new LeaderClientFactory(closedSessions).create(CuratorFrameworkFactory.builder()
			.connectString(this.link.getConnectString())
			.ensembleTracker(false)
			.sessionTimeoutMs((int) SESSION_TIMEOUT.toMillis())
			.connectionTimeoutMs(1000)
			.retryPolicy(new RetryOneTime(100)), List.of()));
		this.client.start();
		ElectionSettings settings = new ElectionSettings("first", TestInstance.PATH, Duration.ofSeconds(1),
				Duration.ofSeconds(1), Duration.ofSeconds(30), OnListenerFailure.YIELD)
			.withElector(Elector.DIRECT);
		SessionSettings session = new SessionSettings("", SESSION_TIMEOUT, TestInstance.TICK, false, true);
		this.elections = closeLater(new ElectionsFactory(settings, "leader", (event) -> {
		}, List.of()).zookeeper(this.client, session, closedSessions));
		Leadership leadership = this.elections.join("leader");
		this.elections.start();
		assertThat(leadership.await(Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void lockOfWhichTheAnswerIsLostIsFound() throws Exception {
		this.observer.createContainers(OTHER);
		this.link.mute();
		Leadership other = this.elections.join("other");
		String lock = awaitLock();
		this.link.cut();
		assertThat(other.await(Duration.ofSeconds(20))).isTrue();
		assertThat(this.observer.getChildren().forPath(OTHER)).containsExactly(lock);
	}

	@Test
	void lockOfWhichTheAnswerIsLostIsDeletedThoughItWasLeft() throws Exception {
		this.observer.createContainers(OTHER);
		this.link.mute();
		Leadership other = this.elections.join("other");
		awaitLock();
		other.pause();
		await().until(() -> other.getStatus().state() == LeadershipState.PAUSED);
		this.link.cut();
		await().atMost(SESSION_TIMEOUT)
			.until(() -> this.observer.checkExists().forPath(OTHER) == null
					|| this.observer.getChildren().forPath(OTHER).isEmpty());
		assertThat(this.elections.get("leader").isLeader()).isTrue();
		assertThat(other.isLeader()).isFalse();
	}

	@Test
	void lockThatThisInstanceLeftBehindIsNotWaitedFor() throws Exception {
		String leftover = this.client.create()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
			.forPath(OTHER + "/" + LockRequests.newPrefix(), "first".getBytes(StandardCharsets.UTF_8));
		assertThat(this.elections.join("other").await(Duration.ofSeconds(20))).isTrue();
		assertThat(this.observer.checkExists().forPath(leftover)).isNull();
	}

	@Test
	void placeThatIsDeletedIsTakenAgain() throws Exception {
		this.observer.create()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
			.forPath(OTHER + "/" + LockRequests.newPrefix(), "somebody".getBytes(StandardCharsets.UTF_8));
		Leadership other = this.elections.join("other");
		await().until(() -> locks().size() == 2);
		String place = locks().get(1);
		this.observer.delete().forPath(OTHER + "/" + place);
		await().until(() -> locks().size() == 2 && !locks().contains(place));
		assertThat(other.isLeader()).isFalse();
	}

	@Test
	void queueIsReadAgainIfThePredecessorWentDuringADisconnection() throws Exception {
		String predecessor = createLock();
		Leadership other = joinAsNext();
		this.link.mute();
		String before = this.observer.create()
			.withMode(CreateMode.EPHEMERAL)
			.forPath(OTHER + "/" + LockRequests.newPrefix() + "0000000000");
		this.observer.delete().forPath(predecessor);
		this.link.cut();
		await().during(RECONNECTION).until(() -> !other.isLeader());
		this.observer.delete().forPath(before);
		assertThat(other.await(Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void whoHasMovedUpToBeNextNeedNotReadTheQueueAgain() throws Exception {
		String first = createLock();
		String second = createLock();
		Leadership other = this.elections.join("other");
		await().until(() -> locks().size() == 3);
		this.observer.delete().forPath(first);
		Long token = this.observer.checkExists().forPath(second).getCzxid();
		await().until(() -> token.equals(other.getStatus().fencingToken()));
		await().during(STEADY).until(() -> !other.isLeader());
		this.observer.create()
			.withMode(CreateMode.EPHEMERAL)
			.forPath(OTHER + "/" + LockRequests.newPrefix() + "0000000000");
		this.observer.delete().forPath(second);
		assertThat(other.await(Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void queueIsReadAgainIfThePredecessorIsWrittenTo() throws Exception {
		String predecessor = createLock();
		Leadership other = joinAsNext();
		this.observer.setData().forPath(predecessor, "else".getBytes(StandardCharsets.UTF_8));
		await().during(STEADY).until(() -> !other.isLeader());
		this.observer.delete().forPath(predecessor);
		assertThat(other.await(Duration.ofSeconds(20))).isTrue();
	}

	@Test
	void ownLockThatIsDeletedAfterItWasWrittenToDoesNotLead() throws Exception {
		String predecessor = createLock();
		Leadership other = joinAsNext();
		String place = OTHER + "/" + locks().get(1);
		this.observer.setData().forPath(place, "first".getBytes(StandardCharsets.UTF_8));
		await().during(STEADY).until(() -> !other.isLeader());
		String third = createLock();
		this.observer.delete().forPath(place);
		await().until(() -> locks().size() == 3);
		this.observer.delete().forPath(predecessor);
		await().during(STEADY).until(() -> !other.isLeader());
		this.observer.delete().forPath(third);
		assertThat(other.await(Duration.ofSeconds(20))).isTrue();
	}

	private String createLock() throws Exception {
		return this.observer.create()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
			.forPath(OTHER + "/" + LockRequests.newPrefix(), "somebody".getBytes(StandardCharsets.UTF_8));
	}

	private Leadership joinAsNext() {
		Leadership other = this.elections.join("other");
		await().until(() -> locks().size() == 2);
		await().during(STEADY).until(() -> !other.isLeader());
		return other;
	}

	private String awaitLock() throws Exception {
		await().ignoreExceptions().until(() -> locks().size() == 1);
		return locks().get(0);
	}

	private List<String> locks() throws Exception {
		return LockZnodes.inOrder(this.observer.getChildren().forPath(OTHER));
	}

}
