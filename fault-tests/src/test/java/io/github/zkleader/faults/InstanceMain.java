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

package io.github.zkleader.faults;

import java.util.List;
import java.util.concurrent.locks.LockSupport;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.Leadership;
import io.github.zkleader.processes.ChildMain;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.data.Id;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * An instance of a service in a process of its own, for what only a process of its own
 * can be given. The arguments are its properties.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class InstanceMain {

	public static void main(String[] args) {
		ConfigurableApplicationContext context = new SpringApplicationBuilder(InstanceMain.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.run(args);
		ChildMain.obey((words) -> command(context, List.of(words)));
		ChildMain.reply("ready");
		while (true) {
			LockSupport.park();
		}
	}

	private static String command(ConfigurableApplicationContext context, List<String> words) throws Exception {
		LeaderElections elections = context.getBean(LeaderElections.class);
		Leadership leadership = elections.get("leader");
		return switch (words.get(0)) {
			case "leads" -> Boolean.toString(leadership.isLeader());
			case "state" -> leadership.getStatus().state().name();
			case "status" -> elections.getConnection() + " " + leadership.getStatus();
			case "owner" -> {
				Id id = context.getBean(CuratorFramework.class).getACL().forPath(words.get(1)).get(0).getId();
				yield id.getScheme() + ":" + id.getId();
			}
			default -> throw new IllegalArgumentException(words.get(0));
		};
	}

}
