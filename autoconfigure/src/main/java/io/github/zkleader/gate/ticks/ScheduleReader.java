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

package io.github.zkleader.gate.ticks;

import java.lang.reflect.Method;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.Schedules;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.util.StringUtils;
import org.springframework.util.StringValueResolver;

/**
 * Reads schedules from {@code @Scheduled} as the scheduler does.
 */
final class ScheduleReader {

	private static final String ACTION = "Set one of cron, fixedRate and fixedDelay, or leave 'missed' out.";

	private final StringValueResolver resolver;

	ScheduleReader(StringValueResolver resolver) {
		this.resolver = resolver;
	}

	/**
	 * Find the annotation of a method.
	 * @param method the method
	 * @return the annotation
	 * @throws InvalidScheduleException if there is not exactly one
	 */
	static Scheduled find(Method method) throws InvalidScheduleException {
		Set<Scheduled> found = AnnotatedElementUtils.getMergedRepeatableAnnotations(method, Scheduled.class,
				Schedules.class);
		if (found.isEmpty()) {
			throw new InvalidScheduleException(
					"'missed' is set, but the method is not @Scheduled and so misses nothing",
					"Add @Scheduled, or leave 'missed' out.");
		}
		if (found.size() > 1) {
			throw new InvalidScheduleException(
					"'missed' is set, but the method has several @Scheduled annotations, and a run does not tell "
							+ "which it is for",
					"Give each schedule a method of its own.");
		}
		return found.iterator().next();
	}

	/**
	 * Read the schedule.
	 * @param scheduled the annotation
	 * @return the schedule, or {@code null} if it is disabled
	 * @throws InvalidScheduleException if it cannot be read
	 */
	@Nullable Schedule read(Scheduled scheduled) throws InvalidScheduleException {
		try {
			String cron = resolve(scheduled.cron());
			if (StringUtils.hasText(cron)) {
				return Scheduled.CRON_DISABLED.equals(cron) ? null
						: new CronSchedule(CronExpression.parse(cron), zone(resolve(scheduled.zone())));
			}
			Duration rate = duration(scheduled.fixedRate(), scheduled.fixedRateString(), scheduled.timeUnit());
			if (rate != null) {
				return new PeriodicSchedule("fixed rate", rate);
			}
			Duration delay = duration(scheduled.fixedDelay(), scheduled.fixedDelayString(), scheduled.timeUnit());
			if (delay != null) {
				return new PeriodicSchedule("fixed delay", delay);
			}
		}
		catch (RuntimeException ex) {
			throw new InvalidScheduleException("its schedule cannot be read: " + ex.getMessage(), ACTION);
		}
		throw new InvalidScheduleException("'missed' is set, but the method is scheduled once only", ACTION);
	}

	private static ZoneId zone(String zone) {
		return StringUtils.hasText(zone) ? StringUtils.parseTimeZoneString(zone).toZoneId()
				: TimeZone.getDefault().toZoneId();
	}

	private @Nullable Duration duration(long value, String text, TimeUnit unit) {
		if (value >= 0) {
			return Duration.of(value, unit.toChronoUnit());
		}
		String resolved = resolve(text);
		return StringUtils.hasText(resolved) ? DurationFormatterUtils.detectAndParse(resolved,
				DurationFormat.Unit.fromChronoUnit(unit.toChronoUnit())) : null;
	}

	String resolve(String value) {
		String resolved = this.resolver.resolveStringValue(value);
		return (resolved != null) ? resolved : "";
	}

}
