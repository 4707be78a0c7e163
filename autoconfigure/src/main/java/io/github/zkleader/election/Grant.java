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

/**
 * A lock that was verified to be held: its znode is the first one, carries the own id and
 * belongs to the own session.
 *
 * @param znode the full path of the lock znode
 * @param sessionId the session it belongs to
 * @param fencingToken the transaction that created it
 */
record Grant(String znode, long sessionId, long fencingToken) {

}
