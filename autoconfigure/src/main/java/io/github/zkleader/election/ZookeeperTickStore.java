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

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.utils.ZKPaths;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.BadVersionException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.KeeperException.NoNodeException;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.OpResult.ErrorResult;
import org.apache.zookeeper.OpResult.SetDataResult;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/**
 * Keeps the records of a role in znodes, read and written through the raw handle, which
 * fails when the connection is lost rather than trying for long. <pre>
 * role/tasks                       the highest fencing token of a foreign leader
 * role/tasks/reportJob.run         the record of a task
 * role/tasks/instances/host-1234   an instance that records what it does; ephemeral
 * </pre> The recipes that elect on the path of the role take {@code tasks} for a
 * candidate behind all others, and so are not disturbed by it.
 */
final class ZookeeperTickStore implements TickStore {

	private static final int ANY_VERSION = -1;

	private final CuratorFramework client;

	private final Znodes znodes;

	private final ElectionSettings settings;

	private final String role;

	ZookeeperTickStore(CuratorFramework client, Znodes znodes, ElectionSettings settings, String role) {
		this.client = client;
		this.znodes = znodes;
		this.settings = settings;
		this.role = role;
	}

	private String tasksPath() {
		return this.settings.rolePath(this.role) + "/tasks";
	}

	private String taskPath(String task) {
		return tasksPath() + "/" + escape(task);
	}

	private String instancesPath() {
		return tasksPath() + "/instances";
	}

	private String instancePath(String id) {
		return instancesPath() + "/" + escape(id);
	}

	private static String escape(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8);
	}

	@Override
	public void announce() throws CampaignException, InterruptedException {
		String instancePath = instancePath(this.settings.id());
		try {
			ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
			Stat stat = zooKeeper.exists(raw(instancePath), false);
			if (stat != null && stat.getEphemeralOwner() == zooKeeper.getSessionId()) {
				return;
			}
			if (stat != null) {
				this.znodes.delete(instancePath, instancesPath());
			}
			this.znodes.create(instancesPath(), CreateMode.PERSISTENT);
			this.znodes.createOnly(instancePath, CreateMode.EPHEMERAL, instancesPath());
		}
		catch (CampaignException | InterruptedException ex) {
			throw ex;
		}
		catch (KeeperException ex) {
			throw CampaignFailures.describe(instancesPath(), ex);
		}
		catch (Exception ex) {
			throw new CampaignException("ZooKeeper cannot be asked: " + ex.getMessage(), ex);
		}
	}

	/**
	 * A candidate that records announces itself before it joins the queue, in the same
	 * session. So one that is still in the queue and has not is a foreign one.
	 */
	@Override
	public boolean isForeign(Candidates candidates) throws Exception {
		String leaderId = candidates.leaderId();
		if (leaderId == null) {
			return false;
		}
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		if (zooKeeper.exists(raw(instancePath(leaderId)), false) != null) {
			return false;
		}
		String lock = ZKPaths.makePath(this.settings.rolePath(this.role), candidates.ids().keySet().iterator().next());
		Stat stat = zooKeeper.exists(raw(lock), false);
		return stat != null && stat.getCzxid() == candidates.fencingToken();
	}

	@Override
	public void rememberForeign(long fencingToken) throws Exception {
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		boolean remembered = false;
		while (!remembered) {
			Stat stat = new Stat();
			byte[] known = zooKeeper.getData(raw(tasksPath()), false, stat);
			remembered = parse(known) >= fencingToken;
			if (!remembered) {
				try {
					zooKeeper.setData(raw(tasksPath()), bytes(Long.toString(fencingToken)), stat.getVersion());
				}
				catch (BadVersionException ex) {
					// Somebody else remembers something
				}
			}
		}
	}

	@Override
	public long getForeign() throws Exception {
		try {
			ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
			return parse(zooKeeper.getData(raw(tasksPath()), false, new Stat()));
		}
		catch (NoNodeException ex) {
			return 0;
		}
		catch (KeeperException ex) {
			throw translate(ex);
		}
	}

	private static long parse(byte[] token) {
		String text = new String(token, StandardCharsets.UTF_8);
		try {
			return text.isEmpty() ? 0 : Long.parseLong(text);
		}
		catch (NumberFormatException ex) {
			return 0;
		}
	}

	@Override
	public Entry read(String task) throws Exception {
		String path = taskPath(task);
		try {
			ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
			if (zooKeeper.exists(raw(path), false) == null) {
				this.znodes.create(path, CreateMode.PERSISTENT);
			}
			Stat stat = new Stat();
			byte[] data = zooKeeper.getData(raw(path), false, stat);
			return new Entry((data.length > 0) ? new String(data, StandardCharsets.UTF_8) : null, stat.getVersion());
		}
		catch (CampaignException ex) {
			throw (ex.getCause() instanceof KeeperException cause) ? translate(cause) : ex;
		}
		catch (KeeperException ex) {
			throw translate(ex);
		}
	}

	@Override
	public int write(Grant grant, String task, String content, int version) throws Exception {
		ZooKeeper zooKeeper = this.client.getZookeeperClient().getZooKeeper();
		String path = taskPath(task);
		try {
			List<OpResult> results = zooKeeper.multi(
					List.of(Op.check(raw(grant.znode()), ANY_VERSION), Op.setData(raw(path), bytes(content), version)));
			return ((SetDataResult) results.get(1)).getStat().getVersion();
		}
		catch (KeeperException ex) {
			if (ex.code() != Code.NONODE) {
				throw translate(ex);
			}
			if (isAboutLock(ex)) {
				throw new CampaignException("the lock " + grant.znode() + " is gone", ex);
			}
			return write(grant, task, content, read(task).version());
		}
	}

	private static boolean isAboutLock(KeeperException ex) {
		List<OpResult> results = ex.getResults();
		return results == null || results.isEmpty()
				|| (results.get(0) instanceof ErrorResult error && error.getErr() == Code.NONODE.intValue());
	}

	private Exception translate(KeeperException ex) {
		return switch (ex.code()) {
			case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONMOVED ->
				new UnreachableException("ZooKeeper does not answer (" + ex.code() + ")", ex);
			case BADVERSION -> new CampaignException("somebody else has written to " + ex.getPath(), ex);
			default -> CampaignFailures.describe(tasksPath(), ex);
		};
	}

	private String raw(String path) {
		return RawPath.of(this.client, path);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
