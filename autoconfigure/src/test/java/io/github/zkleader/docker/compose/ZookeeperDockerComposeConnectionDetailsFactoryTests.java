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

package io.github.zkleader.docker.compose;

import java.util.List;
import java.util.Map;

import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.api.Test;

import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.lifecycle.DockerComposeServicesReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link ZookeeperDockerComposeConnectionDetailsFactory}, by the event that
 * says which services Docker Compose runs.
 */
class ZookeeperDockerComposeConnectionDetailsFactoryTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	@Test
	void connectsToServiceOfOfficialImage() {
		publishRunning(service("zookeeper:3.9", Map.of()));
		assertConnected();
	}

	@Test
	void connectsToServiceOfMirroredImage() {
		publishRunning(service("mirror.example.com/library/zookeeper:3.9", Map.of()));
		assertConnected();
	}

	@Test
	void connectsToServiceWithLabel() {
		publishRunning(service("example/keeper", Map.of("org.springframework.boot.service-connection", "zookeeper")));
		assertConnected();
	}

	@Test
	void leavesOtherServicesAlone() {
		publishRunning(service("redis", Map.of()));
		assertThat(this.context.getBeanProvider(ZookeeperConnectionDetails.class).stream()).isEmpty();
	}

	private void assertConnected() {
		ZookeeperConnectionDetails details = this.context.getBean(ZookeeperConnectionDetails.class);
		assertThat(details.getConnectString()).isEqualTo("docker.example.com:32181");
		assertThat(details.isEnsembleTracker()).isFalse();
	}

	@SuppressWarnings("rawtypes")
	private void publishRunning(RunningService service) {
		DockerComposeServicesReadyEvent event = mock();
		given(event.getSource()).willReturn(this.context);
		given(event.getRunningServices()).willReturn(List.of(service));
		SimpleApplicationEventMulticaster multicaster = new SimpleApplicationEventMulticaster();
		List<ApplicationListener> listeners = SpringFactoriesLoader.forDefaultResourceLocation()
			.load(ApplicationListener.class);
		listeners.forEach(multicaster::addApplicationListener);
		multicaster.multicastEvent(event);
		this.context.refresh();
	}

	private static RunningService service(String image, Map<String, String> labels) {
		ConnectionPorts ports = mock();
		given(ports.get(2181)).willReturn(32181);
		RunningService service = mock();
		given(service.name()).willReturn("zk");
		given(service.image()).willReturn(ImageReference.of(image));
		given(service.host()).willReturn("docker.example.com");
		given(service.ports()).willReturn(ports);
		given(service.labels()).willReturn(labels);
		return service;
	}

}
