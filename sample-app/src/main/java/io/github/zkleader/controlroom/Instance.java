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

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

import io.github.zkleader.sample.SampleApplication;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One instance of the sample application in a JVM of its own, with links of its own to
 * the ZooKeeper servers.
 */
final class Instance {

	private static final Duration TIMEOUT = Duration.ofMillis(400);

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

	private final String name;

	private final Child child;

	private final List<Link> links;

	private final URI endpoint;

	private final JsonMapper json;

	private volatile boolean cut;

	private volatile @Nullable String id;

	private Instance(String name, Child child, List<Link> links, URI endpoint, JsonMapper json) {
		this.name = name;
		this.child = child;
		this.links = links;
		this.endpoint = endpoint;
		this.json = json;
	}

	static Instance start(String name, Children children, List<Server> servers, ControlRoomProperties properties,
			JsonMapper json) throws IOException {
		List<Link> links = new ArrayList<>();
		for (Server server : servers) {
			links.add(new Link(server.getPort()));
		}
		String connectString = links.stream()
			.map((link) -> "127.0.0.1:" + link.getPort())
			.collect(Collectors.joining(","));
		int port = Ports.free(1).get(0);
		Child child = children.start(name, SampleApplication.class.getName(), List.of(),
				List.of("--server.address=127.0.0.1", "--server.port=" + port, "--leader.id=" + name,
						"--leader.zookeeper.connect-string=" + connectString,
						"--leader.zookeeper.ensemble-tracker=false", "--leader.zookeeper.tick-time=500ms",
						"--leader.zookeeper.session-timeout=" + properties.sessionTimeout(),
						"--leader.zookeeper.connection-timeout=2s",
						"--sample.ledger=" + properties.ledger().toAbsolutePath()));
		return new Instance(name, child, links, URI.create("http://127.0.0.1:" + port + "/actuator/leader"), json);
	}

	String getName() {
		return this.name;
	}

	Child getChild() {
		return this.child;
	}

	boolean isCut() {
		return this.cut;
	}

	void setCut(boolean cut) {
		this.cut = cut;
		this.links.forEach((link) -> link.setCut(cut));
	}

	/**
	 * Return the id of the instance in the election.
	 * @return the id, or {@code null} as long as it has not answered
	 */
	@Nullable String getId() {
		return this.id;
	}

	/**
	 * Ask the instance for its roles.
	 * @return the body of its endpoint, or {@code null} if there is no answer
	 */
	CompletableFuture<@Nullable JsonNode> ask() {
		HttpRequest request = HttpRequest.newBuilder(this.endpoint).timeout(TIMEOUT).build();
		return this.http.sendAsync(request, BodyHandlers.ofString())
			.<@Nullable JsonNode>thenApply((response) -> answered(this.json.readTree(response.body())))
			.exceptionally((ex) -> null);
	}

	private JsonNode answered(JsonNode body) {
		this.id = body.path("id").asString();
		return body;
	}

	void act(String role, String action) throws IOException, InterruptedException {
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.endpoint + "/" + role))
			.timeout(TIMEOUT)
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString("{\"action\":\"" + action + "\"}"))
			.build();
		try {
			this.http.send(request, BodyHandlers.discarding());
		}
		catch (HttpTimeoutException ex) {
			throw new RefusedActionException(this.name + " does not answer");
		}
	}

	void closeLinks() throws IOException {
		for (Link link : this.links) {
			link.close();
		}
	}

}
