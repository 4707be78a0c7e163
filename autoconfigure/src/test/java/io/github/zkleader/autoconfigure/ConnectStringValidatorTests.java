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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ConnectStringValidator}.
 */
class ConnectStringValidatorTests {

	@ParameterizedTest
	@ValueSource(strings = { "localhost", "localhost:2181", "zoo1:2181,zoo2:2181, zoo3:2181", "127.0.0.1:1/chroot",
			"[::1]:2181", "[fe80::1%eth0]", "zoo_1.example.com:65535/a/b", "localhost:2181/" })
	void accepts(String connectString) {
		assertThatNoException().isThrownBy(() -> ConnectStringValidator.validate(connectString));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			""                       | it has an empty server
			/chroot                  | it has an empty server
			zoo1:2181,               | it has an empty server
			zoo1:2181,,zoo2:2181     | it has an empty server
			:2181                    | ':2181' has no valid host
			zoo 1:2181               | 'zoo 1:2181' has no valid host
			[::1:2181                | '[::1:2181' has no valid host
			zoo1:                    | the port '' of 'zoo1:' is not a number between 1 and 65535
			zoo1:abc                 | the port 'abc' of 'zoo1:abc' is not a number between 1 and 65535
			zoo1:0                   | the port '0' of 'zoo1:0' is not a number between 1 and 65535
			zoo1:65536               | the port '65536' of 'zoo1:65536' is not a number between 1 and 65535
			zoo1:2181:3888           | the port '2181:3888' of 'zoo1:2181:3888' is not a number
			zookeeper://zoo1:2181    | it is a URL
			zoo1:2181/a,zoo2:2181/a  | the chroot '/a,zoo2:2181/a' has a comma
			zoo1:2181/a/             | the chroot is not a valid path
			zoo1:2181//a             | the chroot is not a valid path
			zoo1:2181/a/../b         | the chroot is not a valid path
			""")
	void refuses(String connectString, String reason) {
		assertThatExceptionOfType(InvalidLeaderPropertyException.class)
			.isThrownBy(() -> ConnectStringValidator.validate(connectString))
			.withMessageStartingWith("Property leader.zookeeper.connect-string: " + reason);
	}

}
