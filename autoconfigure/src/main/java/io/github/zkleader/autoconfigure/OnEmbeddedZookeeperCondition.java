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

package io.github.zkleader.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches when the embedded server is enabled and no other server is named: an
 * application that embeds one by default is pointed to a real one by
 * {@code leader.zookeeper.connect-string} alone.
 */
class OnEmbeddedZookeeperCondition extends SpringBootCondition {

	private static final String ENABLED = "leader.zookeeper.embedded.enabled";

	private static final String CONNECT_STRING = "leader.zookeeper.connect-string";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		Environment environment = context.getEnvironment();
		ConditionMessage.Builder message = ConditionMessage.forCondition("Embedded ZooKeeper");
		if (!environment.getProperty(ENABLED, Boolean.class, false)) {
			return ConditionOutcome.noMatch(message.because(ENABLED + " is not true"));
		}
		if (environment.containsProperty(CONNECT_STRING)) {
			return ConditionOutcome.noMatch(message.because(CONNECT_STRING + " names another server"));
		}
		return ConditionOutcome.match(message.because(ENABLED + " is true"));
	}

}
