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

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.zkleader.Participant;
import io.github.zkleader.election.Candidates.Place;
import io.github.zkleader.election.Coordinator.QueueListener;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.CuratorFrameworkFactory;
import org.apache.curator.retry.RetryOneTime;
import org.apache.curator.test.TestingServer;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.client.FourLetterWordMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for how {@link LockZnodes} looks at a long queue.
 */
@Tag("ensemble")
class LockZnodesTests implements QueueListener {

	private static final String ROLE_PATH = "/leader/role";

	private static final Pattern RECEIVED = Pattern.compile("Received: (\\d+)");

	private final Queue<String> gone = new ConcurrentLinkedQueue<>();

	private final List<String> queue = new ArrayList<>();

	private final TestingServer server;

	private final CuratorFramework own;

	private final CuratorFramework others;

	private final LockZnodes lockZnodes;

	private Candidates seen = Candidates.UNKNOWN;

	LockZnodesTests() throws Exception {
		this.server = new TestingServer();
		this.own = client();
		this.others = client();
		this.lockZnodes = new LockZnodes(this.own, Clock.systemUTC());
	}

	@BeforeEach
	void queueUp() throws Exception {
		this.own.blockUntilConnected();
		for (int i = 0; i <= LockZnodes.MANY; i++) {
			join(this.others, "other-" + i);
		}
	}

	@AfterEach
	void close() throws Exception {
		this.others.close();
		this.own.close();
		this.server.close();
	}

	@Test
	void nextLeaderIsSeenByOneRequest() throws Exception {
		join(this.own, "own");
		look(true);
		long requests = 0;
		for (int i = 1; i < LockZnodes.FRONT; i++) {
			leaveAndNotice(0);
			long before = received();
			look(false);
			requests += received() - before;
			assertThat(this.seen.leaderId()).isEqualTo("other-" + i);
			assertThat(this.seen.participants()).hasSize(this.queue.size());
			assertThat(this.seen.participants().get(0)).isEqualTo(new Participant("other-" + i, true));
			assertThat(place()).isEqualTo(this.queue.size() - 1);
		}
		assertThat(requests).as("requests, with those for the count and maybe a few pings")
			.isLessThan(2 * LockZnodes.FRONT + 3);
	}

	@Test
	void everybodyInFrontMayGoAtOnce() throws Exception {
		look(false);
		for (int i = 0; i < LockZnodes.FRONT; i++) {
			leave(0);
		}
		look(false);
		assertThat(this.seen.leaderId()).isEqualTo("other-" + LockZnodes.FRONT);
		assertThat(this.seen.size()).isEqualTo(this.queue.size());
	}

	@Test
	void whoSeesTheOneBeforeGoLooksUpItsPlace() throws Exception {
		join(this.own, "own");
		look(false);
		leaveAndNotice(this.queue.size() - 2);
		look(false);
		assertThat(this.seen.leaderId()).isEqualTo("other-0");
		assertThat(place()).isEqualTo(this.queue.size() - 1);
	}

	@Test
	void whoSeesTheLeaderAndTheOneBeforeGoLooksUpItsPlace() throws Exception {
		join(this.own, "own");
		look(false);
		leaveAndNotice(this.queue.size() - 2);
		leaveAndNotice(0);
		look(false);
		assertThat(this.seen.leaderId()).isEqualTo("other-1");
		assertThat(place()).isEqualTo(this.queue.size() - 1);
	}

	@Test
	void whoIsBehindTheNewLeaderIsNotFarBack() throws Exception {
		joinAsFourth();
		look(false);
		assertThat(place()).isEqualTo(3);
		leaveAndNotice(0);
		look(false);
		assertThat(place()).isEqualTo(2);
		leaveAndNotice(0);
		look(false);
		assertThat(this.seen.leaderId()).isEqualTo("other-2");
		assertThat(place()).isEqualTo(-1);
	}

	@Test
	void oneBeforeThatIsAlsoInFrontMayGoWithTheLeader() throws Exception {
		joinAsFourth();
		look(false);
		leave(1);
		leave(1);
		leaveAndNotice(0);
		look(false);
		assertThat(this.seen.leaderId()).isEqualTo("own");
		assertThat(place()).isEqualTo(-1);
	}

	@Test
	void whoJoinsLooksUpItsPlace() throws Exception {
		look(false);
		join(this.own, "own");
		leaveAndNotice(0);
		look(false);
		assertThat(place()).isEqualTo(this.queue.size() - 1);
	}

	private void join(CuratorFramework client, String id) throws Exception {
		String znode = client.create()
			.creatingParentsIfNeeded()
			.withMode(CreateMode.EPHEMERAL_SEQUENTIAL)
			.forPath(ZKPaths.makePath(ROLE_PATH, "_c_" + id + "-" + LockZnodes.LOCK_NAME), id.getBytes());
		this.queue.add(ZKPaths.getNodeFromPath(znode));
	}

	private void joinAsFourth() throws Exception {
		while (this.queue.size() > 3) {
			leave(3);
		}
		join(this.own, "own");
		for (int i = 0; i <= LockZnodes.MANY; i++) {
			join(this.others, "late-" + i);
		}
	}

	private String leave(int index) throws Exception {
		String znode = this.queue.remove(index);
		this.own.delete().forPath(ZKPaths.makePath(ROLE_PATH, znode));
		return znode;
	}

	private void leaveAndNotice(int index) throws Exception {
		String znode = leave(index);
		await().until(() -> this.gone.contains(znode));
	}

	private void look(boolean withParticipants) throws Exception {
		Candidates left = this.seen;
		for (String znode = this.gone.poll(); znode != null; znode = this.gone.poll()) {
			left = left.without(znode);
		}
		this.seen = this.lockZnodes.look(ROLE_PATH, left, withParticipants, true, new QueueWatcher(this));
	}

	/**
	 * Return the own place as it was seen.
	 * @return the place, or {@code -1} for somebody who is not far back
	 */
	private int place() {
		Place place = this.seen.farBack();
		return (place != null) ? 1 + this.queue.indexOf(place.predecessor()) : -1;
	}

	private long received() throws Exception {
		String stats = FourLetterWordMain.send4LetterWord("localhost", this.server.getPort(), "srvr");
		Matcher matcher = RECEIVED.matcher(stats);
		assertThat(matcher.find()).as(stats).isTrue();
		return Long.parseLong(matcher.group(1));
	}

	private CuratorFramework client() {
		CuratorFramework client = CuratorFrameworkFactory.builder()
			.connectString(this.server.getConnectString())
			.sessionTimeoutMs(30_000)
			.retryPolicy(new RetryOneTime(100))
			.build();
		client.start();
		return client;
	}

	@Override
	public void onGone(String znode) {
		this.gone.add(znode);
	}

	@Override
	public void onChanged() {
		throw new AssertionError("nothing but deletions is expected");
	}

}
