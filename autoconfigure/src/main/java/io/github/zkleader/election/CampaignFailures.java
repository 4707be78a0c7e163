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

import org.apache.zookeeper.KeeperException;

/**
 * Says what an error of ZooKeeper means for a campaign and what to do about it.
 */
final class CampaignFailures {

	static final String REJECTED = "ZooKeeper rejected the credentials of leader.zookeeper.auth or of the JAAS login "
			+ "context";

	static final String READ_ONLY = "the ZooKeeper server answers reads only, for want of a quorum";

	private CampaignFailures() {
	}

	static CampaignException describe(String path, KeeperException ex) {
		String message = switch (ex.code()) {
			case NOAUTH ->
				"no right to read, create and delete under " + path + ": grant it, or configure leader.zookeeper.auth";
			case AUTHFAILED -> REJECTED;
			case NOCHILDRENFOREPHEMERALS ->
				path + " lies under an ephemeral znode, which has no children: set another leader.path";
			case QUOTAEXCEEDED -> "the quota of ZooKeeper on " + path + " is used up: raise it";
			case NOTREADONLY -> READ_ONLY;
			case NONODE -> path + " cannot be created: the chroot of leader.zookeeper.connect-string must exist";
			case CONNECTIONLOSS, OPERATIONTIMEOUT, SESSIONEXPIRED, SESSIONMOVED ->
				"ZooKeeper does not answer (" + ex.code() + ")";
			default -> "ZooKeeper refuses to work under " + path + ": " + ex.getMessage();
		};
		return new CampaignException(message, ex);
	}

}
