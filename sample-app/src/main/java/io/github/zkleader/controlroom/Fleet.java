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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import tools.jackson.databind.json.JsonMapper;

import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The servers and the instances. They start with the control room and end with it.
 */
@Component
class Fleet implements SmartLifecycle {

	private static final int MAX_ALIVE = 6;

	private final Children children;

	private final Ensemble ensemble;

	private final ControlRoomProperties properties;

	private final JsonMapper json;

	private final List<Instance> instances = new CopyOnWriteArrayList<>();

	private final AtomicInteger started = new AtomicInteger();

	private volatile boolean running;

	Fleet(Children children, Ensemble ensemble, ControlRoomProperties properties, JsonMapper json) {
		this.children = children;
		this.ensemble = ensemble;
		this.properties = properties;
		this.json = json;
	}

	@Override
	public void start() {
		this.running = true;
		try {
			for (Server server : this.ensemble.getServers()) {
				server.start();
			}
			for (int i = 0; i < this.properties.instances(); i++) {
				startInstance();
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Could not start the fleet", ex);
		}
	}

	@Override
	public void stop() {
		this.instances.forEach((instance) -> instance.getChild().kill());
		this.ensemble.getServers().forEach(Server::kill);
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	/**
	 * Start one more instance. One that has ended longest ago makes room for it.
	 * @return the instance
	 * @throws IOException if it cannot be started
	 */
	synchronized Instance startInstance() throws IOException {
		long alive = this.instances.stream().filter((instance) -> instance.getChild().isAlive()).count();
		if (alive >= MAX_ALIVE) {
			throw new RefusedActionException("There are " + alive + " instances: that is enough for one machine");
		}
		if (this.instances.size() >= MAX_ALIVE) {
			forgetOneThatEnded();
		}
		Instance instance = Instance.start("sample-" + this.started.incrementAndGet(), this.children,
				this.ensemble.getServers(), this.properties, this.json);
		this.instances.add(instance);
		return instance;
	}

	private void forgetOneThatEnded() throws IOException {
		for (Instance instance : this.instances) {
			if (!instance.getChild().isAlive()) {
				instance.closeLinks();
				this.instances.remove(instance);
				return;
			}
		}
	}

	List<Instance> getInstances() {
		return this.instances;
	}

	Instance getInstance(String name) {
		return this.instances.stream()
			.filter((instance) -> instance.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new RefusedActionException("There is no instance '" + name + "'"));
	}

	List<Server> getServers() {
		return this.ensemble.getServers();
	}

	Server getServer(String name) {
		return getServers().stream()
			.filter((server) -> server.getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new RefusedActionException("There is no server '" + name + "'"));
	}

}
