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

package io.github.zkleader.sample;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.github.zkleader.controlroom.Ports;
import tools.jackson.databind.JsonNode;

import org.springframework.http.MediaType;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.util.StringUtils;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/**
 * The sample application in a process of its own.
 */
final class SampleInstance implements AutoCloseable {

	private static final int HTTP_TIMEOUT = 5_000;

	private final ChildProcess process;

	private final RestClient client;

	private SampleInstance(ChildProcess process, int port) {
		this.process = process;
		SimpleClientHttpRequestFactory requestFactory = new SimpleClientHttpRequestFactory();
		requestFactory.setConnectTimeout(HTTP_TIMEOUT);
		requestFactory.setReadTimeout(HTTP_TIMEOUT);
		this.client = RestClient.builder()
			.requestFactory(requestFactory)
			.baseUrl("http://localhost:%d/actuator/leader".formatted(port))
			.build();
	}

	ChildProcess getProcess() {
		return this.process;
	}

	String getId() {
		return this.client.get().retrieve().body(JsonNode.class).path("id").asString();
	}

	/**
	 * Return the state of the instance in the election.
	 * @return the state, or nothing as long as the instance does not answer
	 */
	String getState() {
		try {
			return this.client.get().uri("/leader").retrieve().body(JsonNode.class).path("state").asString();
		}
		catch (RestClientException ex) {
			return "";
		}
	}

	void yield() {
		this.client.post()
			.uri("/leader")
			.contentType(MediaType.APPLICATION_JSON)
			.body(Map.of("action", "yield"))
			.retrieve()
			.toBodilessEntity();
	}

	@Override
	public void close() {
		this.process.close();
	}

	static SampleInstance start(Path log, String... args) throws IOException {
		return start(log, List.of(), args);
	}

	static SampleInstance start(Path log, List<String> jvmOptions, String... args) throws IOException {
		return start(log, System.getProperty("java.class.path"), jvmOptions, args);
	}

	static SampleInstance start(Path log, String classPath, List<String> jvmOptions, String... args)
			throws IOException {
		int port = findFreePort();
		String[] all = StringUtils.addStringToArray(args, "--server.port=" + port);
		return new SampleInstance(ChildProcess.start(SampleApplication.class, log, classPath, jvmOptions, all), port);
	}

	static int findFreePort() {
		return Ports.free(1).get(0);
	}

}
