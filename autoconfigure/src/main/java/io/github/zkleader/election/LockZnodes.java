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
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.zkleader.election.Candidates.Place;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.recipes.locks.StandardLockInternalsDriver;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lock znodes of a role as Curator's recipe lays them out, through the raw
 * handle: a read fails when the connection is lost rather than being retried for long.
 */
final class LockZnodes {

	static final String LOCK_NAME = "lock-";

	/**
	 * With more candidates than that, the first of them are remembered.
	 */
	static final int MANY = 16;

	/**
	 * How many of them.
	 */
	static final int FRONT = 9;

	private final CuratorFramework client;

	private final Clock clock;

	LockZnodes(CuratorFramework client, Clock clock) {
		this.client = client;
		this.clock = clock;
	}

	/**
	 * Find out whether the first lock znode carries the given id and belongs to the
	 * current session.
	 * @param rolePath the parent of the lock znodes
	 * @param id the id
	 * @param expected the znode of this instance, which saves a round trip if it is the
	 * first one, or {@code null} if it is not known
	 * @param watcher is told when that znode is deleted
	 * @return the grant, or empty
	 * @throws Exception if that cannot be read
	 */
	Optional<Grant> verify(String rolePath, String id, @Nullable String expected, Watcher watcher) throws Exception {
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		LockReading reading = (expected != null) ? read(zooKeeper, expected, watcher) : null;
		List<String> names = names(zooKeeper, rolePath);
		if (names.isEmpty()) {
			return Optional.empty();
		}
		String znode = ZKPaths.makePath(rolePath, names.get(0));
		if (reading == null || !znode.equals(expected)) {
			reading = read(zooKeeper, znode, watcher);
		}
		Stat stat = reading.await();
		long sessionId = zooKeeper.getSessionId();
		if (stat != null && reading.getId().equals(id) && stat.getEphemeralOwner() == sessionId) {
			return Optional.of(new Grant(znode, sessionId, stat.getCzxid()));
		}
		return Optional.empty();
	}

	private LockReading read(ZooKeeper zooKeeper, String znode, Watcher watcher) {
		LockReading reading = new LockReading();
		zooKeeper.getData(raw(znode), watcher, reading, null);
		return reading;
	}

	/**
	 * Find the lock znodes that carry the given id and belong to the current session,
	 * without reading those of others.
	 * @param rolePath the parent of the lock znodes
	 * @param id the id
	 * @return their full paths
	 * @throws CampaignException if they cannot be read
	 * @throws InterruptedException if the thread is interrupted
	 */
	List<String> locksOf(String rolePath, String id) throws CampaignException, InterruptedException {
		try {
			return ownedBy(rolePath, id);
		}
		catch (InterruptedException ex) {
			throw ex;
		}
		catch (KeeperException ex) {
			throw CampaignFailures.describe(rolePath, ex);
		}
		catch (Exception ex) {
			throw new CampaignException("the locks under " + rolePath + " cannot be read: " + ex.getMessage(), ex);
		}
	}

	/**
	 * Delete locks that an earlier candidacy of this instance could not release.
	 * @param rolePath the parent of the lock znodes
	 * @param id the id of this instance
	 * @param znodes deletes them
	 * @throws CampaignException if they cannot be read or deleted
	 * @throws InterruptedException if the thread is interrupted
	 */
	void deleteLeftovers(String rolePath, String id, Znodes znodes) throws CampaignException, InterruptedException {
		for (String znode : locksOf(rolePath, id)) {
			znodes.delete(znode, rolePath);
		}
	}

	private List<String> ownedBy(String rolePath, String id) throws Exception {
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		List<String> owned = new ArrayList<>();
		for (String ephemeral : zooKeeper.getEphemerals(raw(rolePath))) {
			String znode = ZKPaths.makePath(rolePath, ZKPaths.getNodeFromPath(ephemeral));
			if (ephemeral.endsWith(znode) && znode.contains(LOCK_NAME)
					&& id.equals(read(zooKeeper, znode, null, new Stat()))) {
				owned.add(znode);
			}
		}
		return owned;
	}

	/**
	 * Have a look at the candidates: at the first of those that were seen in front, if
	 * that tells all that is asked for, as new ones come behind them.
	 * @param rolePath the parent of the lock znodes
	 * @param known the last look, without what has gone since
	 * @param withParticipants whether to find out the ids of all candidates
	 * @param withPlace whether to find out if there are two candidates before the own one
	 * @param watcher is told when the first candidate is gone, or the one before the own
	 * @return what was seen
	 * @throws Exception if it cannot be seen
	 */
	Candidates look(String rolePath, Candidates known, boolean withParticipants, boolean withPlace, Watcher watcher)
			throws Exception {
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		boolean frontTells = !withParticipants && (!withPlace || known.farBack() != null);
		Candidates seen = frontTells ? lookAtFront(zooKeeper, rolePath, known, withPlace, watcher) : null;
		return (seen != null) ? seen : lookAtAll(zooKeeper, rolePath, known, withParticipants, withPlace, watcher);
	}

	private @Nullable Candidates lookAtFront(ZooKeeper zooKeeper, String rolePath, Candidates known, boolean withPlace,
			Watcher watcher) throws Exception {
		String first = known.front().isEmpty() ? null : known.front().get(0);
		Stat stat = new Stat();
		String id = (first != null) ? read(zooKeeper, ZKPaths.makePath(rolePath, first), watcher, stat) : null;
		if (first == null || id == null) {
			return null;
		}
		Map<String, String> ids = new LinkedHashMap<>();
		ids.put(first, id.intern());
		known.ids().forEach(ids::putIfAbsent);
		boolean farBack = withPlace && known.farBack() != null && !known.farBack().predecessor().equals(first);
		return new Candidates(id, stat.getCzxid(), known.size(), ids, known.asOf(), known.front(),
				farBack ? known.farBack() : null);
	}

	private Candidates lookAtAll(ZooKeeper zooKeeper, String rolePath, Candidates known, boolean withParticipants,
			boolean withPlace, Watcher watcher) throws Exception {
		List<String> names = names(zooKeeper, rolePath);
		Map<String, String> ids = new LinkedHashMap<>();
		long fencingToken = 0;
		String leaderId = null;
		for (String name : names) {
			Stat stat = new Stat();
			String id = known.ids().get(name);
			if (leaderId == null) {
				id = read(zooKeeper, ZKPaths.makePath(rolePath, name), watcher, stat);
				// A few instances lead all of maybe a thousand roles
				id = (id != null) ? id.intern() : null;
				leaderId = id;
				fencingToken = stat.getCzxid();
			}
			else if (id == null && withParticipants) {
				id = read(zooKeeper, ZKPaths.makePath(rolePath, name), null, stat);
			}
			if (id != null) {
				ids.put(name, id);
			}
		}
		if (leaderId == null && zooKeeper.exists(raw(rolePath), watcher) != null) {
			zooKeeper.getChildren(raw(rolePath), watcher);
		}
		return new Candidates(leaderId, fencingToken, names.size(), (ids.size() > 1) ? ids : Map.copyOf(ids),
				withParticipants ? this.clock.instant() : known.asOf(),
				(names.size() > MANY) ? List.copyOf(names.subList(0, FRONT)) : List.of(),
				withPlace ? farBack(zooKeeper, rolePath, names, known.farBack(), watcher) : null);
	}

	// The one just before is watched, as Curator's recipe does, which tells nobody.
	private @Nullable Place farBack(ZooKeeper zooKeeper, String rolePath, List<String> names, @Nullable Place known,
			Watcher watcher) throws Exception {
		if (names.size() <= 2) {
			return null;
		}
		String own = (known != null && names.contains(known.znode())) ? known.znode()
				: firstOwn(zooKeeper, rolePath, names);
		int position = names.indexOf(own);
		if (own == null || position < 2) {
			return null;
		}
		Place place = new Place(own, names.get(position - 1));
		boolean watched = place.equals(known)
				|| read(zooKeeper, ZKPaths.makePath(rolePath, place.predecessor()), watcher, new Stat()) != null;
		return watched ? place : farBack(zooKeeper, rolePath, names(zooKeeper, rolePath), known, watcher);
	}

	private @Nullable String firstOwn(ZooKeeper zooKeeper, String rolePath, List<String> names) throws Exception {
		Set<String> own = zooKeeper.getEphemerals(raw(rolePath))
			.stream()
			.map(ZKPaths::getNodeFromPath)
			.collect(Collectors.toSet());
		return names.stream().filter(own::contains).findFirst().orElse(null);
	}

	private List<String> names(ZooKeeper zooKeeper, String rolePath) throws Exception {
		try {
			return inOrder(zooKeeper.getChildren(raw(rolePath), false));
		}
		catch (KeeperException.NoNodeException ex) {
			return List.of();
		}
	}

	/**
	 * Sort lock znodes as all electors do.
	 * @param names the names of all children of a role
	 * @return the names of the lock znodes, the first one first
	 */
	static List<String> inOrder(List<String> names) {
		return names.stream()
			.filter((name) -> name.contains(LOCK_NAME))
			.map((name) -> Map.entry(StandardLockInternalsDriver.standardFixForSorting(name, LOCK_NAME), name))
			.sorted(Map.Entry.comparingByKey())
			.map(Map.Entry::getValue)
			.toList();
	}

	private @Nullable String read(ZooKeeper zooKeeper, String znode, @Nullable Watcher watcher, Stat stat)
			throws Exception {
		try {
			return string(zooKeeper.getData(raw(znode), watcher, stat));
		}
		catch (KeeperException.NoNodeException ex) {
			return null;
		}
	}

	private String raw(String path) {
		return RawPath.of(this.client, path);
	}

	private static String string(byte @Nullable [] data) {
		return (data != null) ? new String(data, StandardCharsets.UTF_8) : "";
	}

}
