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

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.util.StringUtils;

/**
 * Checks the properties that elections and client rely on, when those are created.
 */
final class LeaderPropertiesValidator {

	private static final String SESSION_TIMEOUT = "leader.zookeeper.session-timeout";

	private static final String TICK_TIME = "leader.zookeeper.tick-time";

	// What Curator makes of it anyway, with a warning
	private static final int MAX_RETRIES = 29;

	// Below, a server may expire the session before the client can know
	private static final int MIN_TICKS = 3;

	private static final int MIN_TICKS_OBSERVER_MASTER = 4;

	private static final int RECOMMENDED_TICKS = 5;

	private static final Duration MAX = Duration.ofMillis(Integer.MAX_VALUE);

	private static final Duration MAX_AGE = Duration.ofDays(365);

	private static final Pattern ROLE = Pattern.compile("[A-Za-z0-9._-]+");

	private static final Logger logger = LoggerFactory.getLogger(LeaderPropertiesValidator.class);

	private LeaderPropertiesValidator() {
	}

	static void validateElection(LeaderProperties properties) {
		validateRole("leader.role", properties.getRole());
		for (int i = 0; i < properties.getRoles().size(); i++) {
			validateRole("leader.roles[" + i + "]", properties.getRoles().get(i));
		}
		validateNotNegative("leader.drain-timeout", properties.getDrainTimeout());
		validateNotNegative("leader.interrupt-grace", properties.getInterruptGrace());
		validatePositive("leader.prepare-timeout", properties.getPrepareTimeout());
		validateAge("leader.missed-max-age", properties.getMissedMaxAge());
		validatePositive(TICK_TIME, properties.getZookeeper().getTickTime());
	}

	static void validateClient(LeaderProperties.Zookeeper properties) {
		validatePositive(SESSION_TIMEOUT, properties.getSessionTimeout());
		validatePositive(TICK_TIME, properties.getTickTime());
		validateTicks(properties.getSessionTimeout(), properties.getTickTime(),
				properties.isObserverMaster() ? MIN_TICKS_OBSERVER_MASTER : MIN_TICKS);
		validatePositive("leader.zookeeper.connection-timeout", properties.getConnectionTimeout());
		validatePositive("leader.zookeeper.retry.base-sleep", properties.getRetry().getBaseSleep());
		validatePositive("leader.zookeeper.retry.max-sleep", properties.getRetry().getMaxSleep());
		validateMaxRetries("leader.zookeeper.retry.max-retries", properties.getRetry().getMaxRetries());
		validateNamespace("leader.zookeeper.namespace", properties.getNamespace());
		validateAuth("leader.zookeeper.auth", properties.getAuth());
	}

	private static void validateRole(String property, String role) {
		if (!ROLE.matcher(role).matches() || role.equals(".") || role.equals("..")) {
			throw new InvalidLeaderPropertyException(property, role, "it is not the name of a role",
					"Use at least one letter or digit, and otherwise dots, underscores and hyphens only.");
		}
	}

	private static void validatePositive(String property, Duration duration) {
		validateDuration(property, duration, duration.toMillis() > 0, "at least 1ms");
	}

	private static void validateAge(String property, Duration age) {
		if (age.toMillis() <= 0 || age.compareTo(MAX_AGE) > 0) {
			throw new InvalidLeaderPropertyException(property, age, "it is not between 1ms and 365d",
					"Set " + property + " to such an age, such as 1d.");
		}
	}

	private static void validateNotNegative(String property, Duration duration) {
		validateDuration(property, duration, !duration.isNegative(), "0 or more");
	}

	private static void validateDuration(String property, Duration duration, boolean valid, String allowed) {
		if (!valid || duration.compareTo(MAX) > 0) {
			throw new InvalidLeaderPropertyException(property, duration,
					valid ? "it is longer than 24 days" : "it is not a duration of " + allowed,
					"Set " + property + " to " + allowed + ", such as 10s.");
		}
	}

	private static void validateTicks(Duration sessionTimeout, Duration tickTime, int minTicks) {
		if (sessionTimeout.compareTo(tickTime.multipliedBy(minTicks)) < 0) {
			throw new InvalidLeaderPropertyException(SESSION_TIMEOUT, sessionTimeout,
					"it is shorter than %d ticks of %d ms, too short for a lease".formatted(minTicks,
							tickTime.toMillis()),
					"Set %s to %d ticks or more, or set %s to what the servers use.".formatted(SESSION_TIMEOUT,
							RECOMMENDED_TICKS, TICK_TIME));
		}
		if (sessionTimeout.compareTo(tickTime.multipliedBy(RECOMMENDED_TICKS)) < 0) {
			logger.warn("{} is {} ms, shorter than {} ticks of {} ms: leadership may be lost without need",
					SESSION_TIMEOUT, sessionTimeout.toMillis(), RECOMMENDED_TICKS, tickTime.toMillis());
		}
	}

	private static void validateMaxRetries(String property, int maxRetries) {
		if (maxRetries < 0 || maxRetries > MAX_RETRIES) {
			throw new InvalidLeaderPropertyException(property, maxRetries, "it is not between 0 and " + MAX_RETRIES,
					"Set %s to at most %d.".formatted(property, MAX_RETRIES));
		}
	}

	private static void validateNamespace(String property, @Nullable String namespace) {
		String defect = StringUtils.hasLength(namespace) ? LeaderPath.findDefect("/" + namespace) : null;
		if (defect != null) {
			throw new InvalidLeaderPropertyException(property, namespace, "it is not a valid namespace: " + defect,
					"Set %s to a relative path such as services.".formatted(property));
		}
	}

	private static void validateAuth(String property, List<LeaderProperties.Auth> auth) {
		for (int i = 0; i < auth.size(); i++) {
			validateAuth(property + "[" + i + "].scheme", auth.get(i).getScheme());
			validateAuth(property + "[" + i + "].credentials", auth.get(i).getCredentials());
		}
	}

	private static void validateAuth(String property, @Nullable String value) {
		if (!StringUtils.hasText(value)) {
			throw new InvalidLeaderPropertyException(property, null, "it is missing",
					"Set both scheme and credentials, or neither.");
		}
	}

}
