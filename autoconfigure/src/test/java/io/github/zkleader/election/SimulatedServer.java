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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A ZooKeeper server that leads or follows, as far as sessions are concerned. The rules
 * are those of {@code LearnerHandler}, {@code LearnerSessionTracker},
 * {@code SessionTrackerImpl} and {@code Leader.lead()}.
 */
final class SimulatedServer extends SimulatedProcess {

	private final SimulatedEnsemble ensemble;

	private final boolean observer;

	private final Set<SimulatedConnection> connections = new LinkedHashSet<>();

	/**
	 * Transactions in the log that are not known to be committed.
	 */
	private final Map<Long, Request> log = new LinkedHashMap<>();

	private Role role = Role.LOOKING;

	private int epoch;

	private long isolatedUntil;

	private long downUntil;

	private long slowUntil;

	private long slowness;

	private long logFreeAt;

	private long lastLogged;

	// Following

	private @Nullable Peer leader;

	private Set<Long> touches = new LinkedHashSet<>();

	// Leading, or master of observers

	private final List<Peer> followers = new ArrayList<>();

	private final Map<Long, Long> expiries = new HashMap<>();

	private final Set<Long> closing = new HashSet<>();

	private final Deque<Proposal> proposals = new ArrayDeque<>();

	private long lastProposed;

	private long starvedUntil;

	private long starvedCommit;

	private long pinglessSince;

	SimulatedServer(SimulatedEnsemble ensemble, boolean observer) {
		super(ensemble.time);
		this.ensemble = ensemble;
		this.observer = observer;
	}

	// Faults

	void crash(long duration) {
		this.downUntil = Math.max(this.downUntil, this.time.now() + duration);
		for (Peer peer : List.copyOf(this.followers)) {
			this.time.after(SimulatedTime.MILLISECOND, () -> peer.follower.leaves(peer));
		}
		look();
	}

	void isolate(long duration) {
		this.isolatedUntil = Math.max(this.isolatedUntil, this.time.now() + duration);
		this.followers.forEach((peer) -> peer.block(duration, true, true));
		Peer peer = this.leader;
		if (peer != null) {
			peer.block(duration, true, true);
		}
	}

	void partition(long duration, boolean up, boolean down) {
		Peer peer = this.leader;
		if (peer != null) {
			peer.block(duration, up, down);
		}
	}

	void slowLink(long latency) {
		Peer peer = this.leader;
		if (peer != null) {
			peer.up.slow(latency);
			peer.down.slow(latency);
		}
	}

	void slowDisk(long duration, long slowness) {
		this.slowUntil = this.time.now() + duration;
		this.slowness = slowness;
	}

	/**
	 * Starve this server: while it leads it sends no PING, and every commit takes long.
	 */
	void starve(long duration, long commit) {
		this.starvedUntil = this.time.now() + duration;
		this.starvedCommit = commit;
	}

	// State

	boolean isReachable() {
		return this.time.now() >= this.downUntil && this.time.now() >= this.isolatedUntil && !isPaused();
	}

	boolean isLooking() {
		return this.role == Role.LOOKING && isReachable();
	}

	/**
	 * The server that this one follows, or itself.
	 */
	SimulatedServer master() {
		Peer peer = this.leader;
		return (peer != null) ? peer.leader : this;
	}

	boolean isFollowing() {
		return this.role == Role.FOLLOWING;
	}

	boolean isLeader(int epoch) {
		return this.role == Role.LEADING && this.epoch == epoch;
	}

	boolean isServing() {
		return this.role != Role.LOOKING && this.time.now() >= this.downUntil;
	}

	long lastLogged() {
		return this.lastLogged;
	}

	List<Request> logged() {
		return List.copyOf(this.log.values());
	}

	// Roles

	void lead(int epoch) {
		this.log.clear();
		this.role = Role.LEADING;
		this.epoch = epoch;
		this.followers.clear();
		this.proposals.clear();
		this.expiries.clear();
		this.closing.clear();
		this.starvedUntil = 0;
		this.pinglessSince = this.time.now();
		this.lastProposed = epoch * 1_000_000L;
		this.lastLogged = this.lastProposed;
		this.ensemble.sessions.forEach(this::track);
		ping(epoch);
	}

	void join(SimulatedServer server) {
		long latency = this.time.between(SimulatedTime.MILLISECOND / 5, 5 * SimulatedTime.MILLISECOND);
		Peer peer = new Peer(server, this, new SimulatedLink(this.time, server, latency),
				new SimulatedLink(this.time, this, latency));
		this.role = Role.FOLLOWING;
		this.leader = peer;
		this.followers.clear();
		this.touches = new LinkedHashSet<>();
		this.log.clear();
		this.lastLogged = server.lastLogged;
		server.followers.removeIf((other) -> other.follower == this);
		server.followers.add(peer);
		peer.heardByLeader = this.time.now();
		peer.heardByFollower = this.time.now();
		server.proposals.forEach((proposal) -> peer.down.send(() -> proposed(peer, proposal)));
		watchLeader(peer);
		pingObservers(peer);
	}

	private void watchLeader(Peer peer) {
		if (this.leader != peer) {
			return;
		}
		if (this.time.now() - peer.heardByFollower > this.ensemble.syncLimit * this.ensemble.tick) {
			look();
		}
		else {
			after(this.ensemble.tick / 4, () -> watchLeader(peer));
		}
	}

	private void leaves(Peer peer) {
		if (this.leader == peer) {
			look();
		}
	}

	private void look() {
		this.role = Role.LOOKING;
		Peer peer = this.leader;
		if (peer != null) {
			peer.close();
			this.leader = null;
		}
		this.followers.forEach(Peer::close);
		List.copyOf(this.connections).forEach(SimulatedConnection::closeByServer);
	}

	private void ping(int epoch) {
		if (!isLeader(epoch)) {
			return;
		}
		long limit = this.ensemble.syncLimit * this.ensemble.tick;
		this.followers.removeIf((peer) -> {
			boolean gone = this.time.now() - peer.heardByLeader > limit;
			if (gone) {
				peer.close();
			}
			return gone;
		});
		if (!this.followers.isEmpty()) {
			this.pinglessSince = this.time.now();
		}
		else if (this.time.now() - this.pinglessSince > limit) {
			look();
			return;
		}
		if (this.time.now() >= this.starvedUntil) {
			this.followers.forEach((peer) -> peer.down.send(() -> peer.follower.pinged(peer)));
		}
		else {
			this.followers.forEach((peer) -> peer.down.send(() -> peer.follower.keptAlive(peer)));
		}
		long jitter = this.time.between(0, this.ensemble.tick / 100);
		after(this.ensemble.tick / 2 + jitter, () -> ping(epoch));
	}

	/**
	 * As long as this server follows, it is the master of the observers that have joined
	 * it.
	 */
	private void pingObservers(Peer peer) {
		if (this.leader == peer && !this.observer) {
			this.followers.forEach((other) -> other.down.send(() -> other.follower.pinged(other)));
			after(this.ensemble.tick / 2, () -> pingObservers(peer));
		}
	}

	private void keptAlive(Peer peer) {
		peer.heardByFollower = this.time.now();
		peer.up.send(() -> peer.heardByLeader = this.time.now());
	}

	private void pinged(Peer peer) {
		if (this.leader != peer) {
			return;
		}
		peer.heardByFollower = this.time.now();
		Set<Long> touched = this.touches;
		this.touches = new LinkedHashSet<>();
		peer.up.send(() -> {
			peer.heardByLeader = this.time.now();
			touched.forEach(peer.leader::touched);
		});
	}

	// Sessions, on the leading server

	private void track(long sessionId) {
		this.expiries.put(sessionId, bucket());
		expireLater(sessionId, this.epoch);
	}

	private boolean touch(long sessionId) {
		if (!isKnown(sessionId)) {
			return false;
		}
		this.expiries.put(sessionId, bucket());
		return true;
	}

	private boolean isKnown(long sessionId) {
		return this.expiries.containsKey(sessionId) && !this.closing.contains(sessionId);
	}

	private long bucket() {
		long tick = this.ensemble.tick;
		return ((local() + this.ensemble.sessionTimeout) / tick + 1) * tick;
	}

	private void expireLater(long sessionId, int epoch) {
		after(this.expiries.getOrDefault(sessionId, 0L) - local(), () -> expire(sessionId, epoch));
	}

	private void expire(long sessionId, int epoch) {
		Long expiry = this.expiries.get(sessionId);
		if (!isLeader(epoch) || expiry == null || !isKnown(sessionId)) {
			return;
		}
		if (local() < expiry) {
			expireLater(sessionId, epoch);
		}
		else {
			propose(new Request(Type.CLOSE, sessionId, null));
		}
	}

	// Requests

	void accept(SimulatedConnection connection, long sessionId) {
		if (!isServing()) {
			connection.closeByServer();
			return;
		}
		this.connections.add(connection);
		if (sessionId == 0) {
			forward(new Request(Type.CREATE, this.ensemble.nextSessionId(), connection));
			return;
		}
		revalidate(sessionId, (valid) -> connection.establish(sessionId, valid));
	}

	private void revalidate(long sessionId, Consumer<Boolean> answer) {
		Peer peer = this.leader;
		if (peer == null) {
			answer.accept(touch(sessionId));
		}
		else {
			peer.up
				.send(() -> peer.leader.revalidate(sessionId, (valid) -> peer.down.send(() -> answer.accept(valid))));
		}
	}

	void remove(SimulatedConnection connection) {
		this.connections.remove(connection);
	}

	void request(Request request) {
		SimulatedConnection connection = request.connection();
		if (connection == null || !this.connections.contains(connection)) {
			return;
		}
		touched(request.sessionId());
		if (request.type() == Type.READ) {
			connection.answer(true);
		}
		else {
			forward(request);
		}
	}

	void touched(long sessionId) {
		if (this.leader != null) {
			this.touches.add(sessionId);
		}
		else {
			touch(sessionId);
		}
	}

	private void forward(Request request) {
		Peer peer = this.leader;
		if (peer == null) {
			propose(request);
		}
		else {
			peer.up.send(() -> peer.leader.propose(request));
		}
	}

	private void propose(Request request) {
		if (this.role == Role.FOLLOWING) {
			forward(request);
		}
		if (this.role != Role.LEADING) {
			return;
		}
		long sessionId = request.sessionId();
		if (request.type() == Type.CREATE) {
			track(sessionId);
		}
		else if (!isKnown(sessionId)) {
			respond(request, false);
			return;
		}
		if (request.type() == Type.CLOSE) {
			this.closing.add(sessionId);
		}
		long earliest = (this.time.now() < this.starvedUntil) ? this.time.now() + this.starvedCommit : 0;
		Proposal proposal = new Proposal(++this.lastProposed, request, earliest);
		this.proposals.add(proposal);
		this.followers.forEach((peer) -> peer.down.send(() -> peer.follower.proposed(peer, proposal)));
		int epoch = this.epoch;
		log(proposal, () -> acknowledged(proposal, epoch));
		if (earliest > 0) {
			this.time.at(earliest, () -> run(() -> commit(epoch)));
		}
	}

	private void proposed(Peer peer, Proposal proposal) {
		if (this.leader == peer && !this.observer) {
			log(proposal, () -> peer.up.send(() -> peer.leader.acknowledged(proposal, peer.leader.epoch)));
		}
	}

	private void log(Proposal proposal, Runnable onLogged) {
		long duration = this.time.between(SimulatedTime.MILLISECOND / 2, 5 * SimulatedTime.MILLISECOND);
		if (this.time.now() < this.slowUntil) {
			duration += this.slowness;
		}
		this.logFreeAt = Math.max(this.logFreeAt, this.time.now()) + duration;
		int epoch = this.epoch;
		Peer peer = this.leader;
		this.time.at(this.logFreeAt, () -> run(() -> {
			if (this.epoch == epoch && this.leader == peer) {
				this.lastLogged = proposal.zxid;
				if (!proposal.committed) {
					this.log.put(proposal.zxid, proposal.request);
				}
				onLogged.run();
			}
		}));
	}

	private void acknowledged(Proposal proposal, int epoch) {
		proposal.acknowledgements++;
		commit(epoch);
	}

	private void commit(int epoch) {
		while (isLeader(epoch) && !this.proposals.isEmpty()) {
			Proposal proposal = this.proposals.element();
			if (proposal.acknowledgements < 2 || this.time.now() < proposal.earliest) {
				return;
			}
			this.proposals.remove();
			proposal.committed = true;
			this.log.remove(proposal.zxid);
			this.followers.forEach((peer) -> peer.down.send(() -> peer.follower.log.remove(proposal.zxid)));
			if (proposal.request.type() == Type.CLOSE) {
				this.expiries.remove(proposal.request.sessionId());
			}
			this.ensemble.committed(proposal.request);
			respond(proposal.request, true);
		}
	}

	private void respond(Request request, boolean passed) {
		SimulatedConnection connection = request.connection();
		if (connection == null) {
			return;
		}
		Runnable answer = (request.type() == Type.CREATE) ? () -> connection.establish(request.sessionId(), passed)
				: () -> connection.answer(passed);
		deliver(connection.server(), answer);
	}

	private void deliver(SimulatedServer server, Runnable answer) {
		if (server == this) {
			answer.run();
			return;
		}
		Peer direct = findPeer((peer) -> peer.follower == server);
		Peer towards = (direct != null) ? direct
				: findPeer((peer) -> peer.follower.findPeer((other) -> other.follower == server) != null);
		if (towards != null) {
			towards.down.send(() -> towards.follower.deliver(server, answer));
		}
	}

	private @Nullable Peer findPeer(Predicate<Peer> condition) {
		return this.followers.stream().filter(condition).findAny().orElse(null);
	}

	enum Type {

		CREATE, CHECK, READ, CLOSE

	}

	record Request(Type type, long sessionId, @Nullable SimulatedConnection connection) {

	}

	private enum Role {

		LOOKING, FOLLOWING, LEADING

	}

	private static final class Peer {

		private final SimulatedServer leader;

		private final SimulatedServer follower;

		private final SimulatedLink up;

		private final SimulatedLink down;

		private long heardByLeader;

		private long heardByFollower;

		Peer(SimulatedServer leader, SimulatedServer follower, SimulatedLink up, SimulatedLink down) {
			this.leader = leader;
			this.follower = follower;
			this.up = up;
			this.down = down;
		}

		void block(long duration, boolean up, boolean down) {
			if (up) {
				this.up.block(duration);
			}
			if (down) {
				this.down.block(duration);
			}
		}

		void close() {
			this.up.close();
			this.down.close();
		}

	}

	private static final class Proposal {

		private final long zxid;

		private final Request request;

		private final long earliest;

		private int acknowledgements;

		private boolean committed;

		Proposal(long zxid, Request request, long earliest) {
			this.zxid = zxid;
			this.request = request;
			this.earliest = earliest;
		}

	}

}
