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

package io.github.zkleader.controlroom;

import java.nio.file.Path;
import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Properties of the control room.
 *
 * @param directory where data and logs go, emptied at the start
 * @param ledger the ledger that all instances share
 * @param instances how many instances to start with
 * @param servers how many ZooKeeper servers there are
 * @param sessionTimeout the session timeout of the instances
 */
@ConfigurationProperties("control-room")
record ControlRoomProperties(Path directory, Path ledger, int instances, int servers, Duration sessionTimeout) {

}
