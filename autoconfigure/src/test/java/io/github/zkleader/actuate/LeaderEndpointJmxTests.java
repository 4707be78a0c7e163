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

package io.github.zkleader.actuate;

import java.util.Arrays;

import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.zkleader.FakeElections;
import io.github.zkleader.LeadershipState;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;

import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.endpoint.jmx.JmxEndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jmx.JmxAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeaderEndpoint} over JMX.
 */
class LeaderEndpointJmxTests {

	private final FakeElections elections = new FakeElections();

	private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(JmxAutoConfiguration.class, EndpointAutoConfiguration.class,
				JmxEndpointAutoConfiguration.class))
		.withPropertyValues("spring.jmx.enabled=true", "management.endpoints.jmx.exposure.include=leader",
				"management.endpoints.jmx.domain=leader-tests")
		.withBean(FakeElections.class, () -> this.elections)
		.withBean(LeaderEndpoint.class)
		.withBean(LeaderEndpointWebExtension.class);

	@Test
	void describesInstance() {
		this.elections.join("reports");
		run((jmx) -> assertThat(jmx.invoke("leader")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsOnlyKeys("id", "connection", "roles"));
	}

	@Test
	void describesRole() {
		this.elections.join("reports").lead(7);
		run((jmx) -> assertThat(jmx.invoke("leaderForRole", "reports")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("leaseRemaining", "PT6.1S"));
	}

	@Test
	void acts() {
		this.elections.join("reports").state(LeadershipState.FOLLOWER);
		run((jmx) -> assertThat(jmx.invoke("act", "reports", "pause")).asInstanceOf(InstanceOfAssertFactories.MAP)
			.containsEntry("state", "PAUSED"));
	}

	@Test
	void refusesUnknownAction() {
		this.elections.join("reports");
		run((jmx) -> assertThatExceptionOfType(MBeanException.class)
			.isThrownBy(() -> jmx.invoke("act", "reports", "abdicate"))
			.withMessageContaining("yield, pause, resume"));
	}

	private void run(ThrowingConsumer<Jmx> test) {
		this.contextRunner.run((context) -> test.accept((operation, arguments) -> {
			MBeanServer server = context.getBean(MBeanServer.class);
			ObjectName name = server.queryNames(new ObjectName("leader-tests:type=Endpoint,name=Leader,*"), null)
				.iterator()
				.next();
			String[] signature = new String[arguments.length];
			Arrays.fill(signature, String.class.getName());
			return server.invoke(name, operation, arguments, signature);
		}));
	}

	private interface Jmx {

		Object invoke(String operation, Object... arguments) throws Exception;

	}

}
