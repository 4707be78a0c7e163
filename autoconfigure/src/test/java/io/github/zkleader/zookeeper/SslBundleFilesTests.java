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

package io.github.zkleader.zookeeper;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Objects;

import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslStoreBundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link SslBundleFiles}.
 */
class SslBundleFilesTests {

	private final SslBundleFiles files = new SslBundleFiles();

	@AfterEach
	void close() {
		this.files.close();
	}

	@Test
	void writesCertificatesToTrustForThisProcessOnly() throws Exception {
		KeyStore trusted = trusted(2);
		this.files.update(bundle(trusted));
		Path file = Objects.requireNonNull(this.files.getTrustStore());
		assertThat(Collections.list(read(file).aliases())).containsExactlyInAnyOrder("0", "1");
		assertThat(Files.getPosixFilePermissions(file)).containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ,
				PosixFilePermission.OWNER_WRITE);
		assertThat(Files.getPosixFilePermissions(file.getParent()))
			.allMatch((permission) -> permission.name().startsWith("OWNER"));
		assertThat(this.files.getKeyStore()).isNull();
		assertThat(this.files.getPassword()).isNotEqualTo(new SslBundleFiles().getPassword());
	}

	@Test
	void writesAnUpdatedBundle() throws Exception {
		this.files.update(bundle(trusted(1)));
		this.files.update(bundle(trusted(3)));
		assertThat(read(Objects.requireNonNull(this.files.getTrustStore())).size()).isEqualTo(3);
	}

	@Test
	void writesAgainWhatWasCleanedUp() throws Exception {
		SslBundle bundle = bundle(trusted(1));
		this.files.update(bundle);
		Path file = Objects.requireNonNull(this.files.getTrustStore());
		Files.delete(file);
		Files.delete(file.getParent());
		this.files.update(bundle);
		assertThat(this.files.getTrustStore()).exists();
		Files.delete(Objects.requireNonNull(this.files.getTrustStore()).getParent().resolve("trusted.p12"));
		this.files.update(bundle);
		assertThat(this.files.getTrustStore()).exists();
	}

	@Test
	void refusesToTrustNobody() throws Exception {
		SslBundle bundle = bundle(trusted(0));
		assertThatIllegalStateException().isThrownBy(() -> this.files.update(bundle))
			.withMessage("The SSL bundle cannot be handed over to ZooKeeper: its trust store has no certificates");
	}

	@Test
	void deletesEverything() throws Exception {
		this.files.update(bundle(trusted(1)));
		Path directory = Objects.requireNonNull(this.files.getTrustStore()).getParent();
		this.files.close();
		assertThat(directory).doesNotExist();
	}

	private KeyStore read(Path file) throws Exception {
		KeyStore store = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			store.load(in, this.files.getPassword().toCharArray());
		}
		return store;
	}

	private static SslBundle bundle(KeyStore trusted) {
		return SslBundle.of(SslStoreBundle.of(null, null, trusted));
	}

	private static KeyStore trusted(int certificates) throws Exception {
		TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		factory.init((KeyStore) null);
		Certificate[] known = ((X509TrustManager) factory.getTrustManagers()[0]).getAcceptedIssuers();
		KeyStore store = KeyStore.getInstance("PKCS12");
		store.load(null, null);
		for (int i = 0; i < certificates; i++) {
			store.setCertificateEntry(Integer.toString(i), known[i]);
		}
		return store;
	}

}
