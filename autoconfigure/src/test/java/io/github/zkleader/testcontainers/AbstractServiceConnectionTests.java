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

package io.github.zkleader.testcontainers;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import io.github.zkleader.LeaderElections;
import io.github.zkleader.LeaderOnly;
import io.github.zkleader.Leadership;
import io.github.zkleader.zookeeper.LeaderClient;
import io.github.zkleader.zookeeper.ZookeeperConnectionDetails;
import org.junit.jupiter.api.Test;
import org.skyscreamer.jsonassert.JSONAssert;
import org.skyscreamer.jsonassert.JSONCompareMode;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.test.annotation.DirtiesContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Base of tests for an application whose server is a {@link ServiceConnection}, whatever
 * its properties say.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "spring.application.name=orders", "management.endpoints.web.exposure.include=leader",
				"leader.zookeeper.connect-string=localhost:1", "leader.zookeeper.tick-time=500ms" })
@DirtiesContext
abstract class AbstractServiceConnectionTests {

	@Autowired
	private LeaderElections elections;

	@Autowired
	private LeaderClient client;

	@Autowired
	private ZookeeperConnectionDetails connectionDetails;

	@LocalServerPort
	private int port;

	abstract ZookeeperContainer getContainer();

	@Test
	void leads() throws Exception {
		Leadership leadership = this.elections.get("leader");
		assertThat(leadership.await(Duration.ofSeconds(30))).isTrue();
		JSONAssert.assertEquals(
				"""
						{"id":"%s",
						 "connection":{"state":"CONNECTED","connectString":"%s"},
						 "roles":{"leader":{"state":"LEADER","leader":true,"leaderId":"%1$s"}}}"""
					.formatted(leadership.getId(), getContainer().getConnectString()),
				get("/actuator/leader"), JSONCompareMode.LENIENT);
	}

	@Test
	void staysWithMappedPort() throws Exception {
		assertThat(this.elections.get("leader").await(Duration.ofSeconds(30))).isTrue();
		assertThat(this.connectionDetails.getConnectString()).isEqualTo(getContainer().getConnectString());
		assertThat(this.connectionDetails.isEnsembleTracker()).isFalse();
		assertThat(this.client.connectString()).isEqualTo(getContainer().getConnectString());
	}

	private String get(String path) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + this.port + path)).build();
		HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
		assertThat(response.statusCode()).isEqualTo(200);
		return response.body();
	}

	@SpringBootConfiguration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableScheduling
	static class Application {

		@Bean
		Job job() {
			return new Job();
		}

	}

	static class Job {

		@Scheduled(fixedDelay = 1000)
		@LeaderOnly
		void run() {
		}

	}

}
