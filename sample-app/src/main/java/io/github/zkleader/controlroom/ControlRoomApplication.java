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

import io.github.zkleader.autoconfigure.LeaderClientAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderElectionAutoConfiguration;
import io.github.zkleader.autoconfigure.LeaderGateAutoConfiguration;
import io.github.zkleader.sample.LedgerConfiguration;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;

/**
 * What runs with the profile {@code control-room} instead of the sample application. It
 * takes no part in any election itself.
 */
@SpringBootApplication(exclude = { LeaderClientAutoConfiguration.class, LeaderElectionAutoConfiguration.class,
		LeaderGateAutoConfiguration.class })
@Profile(ControlRoomApplication.PROFILE)
@Import(LedgerConfiguration.class)
@EnableConfigurationProperties(ControlRoomProperties.class)
@EnableScheduling
public class ControlRoomApplication {

	/**
	 * The profile of the control room.
	 */
	public static final String PROFILE = "control-room";

	@Bean
	static Workspace workspace(Environment environment) {
		return new Workspace(environment);
	}

}
