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

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.util.FileSystemUtils;

/**
 * The stores of an SSL bundle as files, because ZooKeeper's client reads them from
 * nowhere else. Only this user may read them, and they are encrypted with a password that
 * only this process knows.
 */
final class SslBundleFiles {

	static final String TYPE = "PKCS12";

	private static final Logger logger = LoggerFactory.getLogger(SslBundleFiles.class);

	private final String password = randomPassword();

	private @Nullable Path directory;

	private @Nullable SslBundle written;

	private SslOptions options = SslOptions.NONE;

	private @Nullable Path keyStore;

	private @Nullable Path trustStore;

	private boolean closed;

	/**
	 * Write the stores of a bundle, unless that has been done.
	 * @param bundle the bundle
	 * @throws IllegalStateException if they cannot be written
	 */
	synchronized void update(SslBundle bundle) {
		if (this.closed || (bundle == this.written && isPresent(this.keyStore) && isPresent(this.trustStore))) {
			return;
		}
		try {
			KeyStore keys = bundle.getStores().getKeyStore();
			KeyStore trusted = bundle.getStores().getTrustStore();
			this.keyStore = (keys != null) ? write("keys", copyKeys(bundle, keys)) : null;
			this.trustStore = (trusted != null) ? write("trusted", copyCertificates(trusted)) : null;
			this.options = bundle.getOptions();
			this.written = bundle;
		}
		catch (GeneralSecurityException | IOException ex) {
			throw new IllegalStateException("The SSL bundle cannot be handed over to ZooKeeper: " + ex.getMessage(),
					ex);
		}
	}

	synchronized SslOptions getOptions() {
		return this.options;
	}

	/**
	 * Return the file with the private keys of the client.
	 * @return the file, or {@code null} if there are none
	 */
	synchronized @Nullable Path getKeyStore() {
		return this.keyStore;
	}

	/**
	 * Return the file with the certificates to trust.
	 * @return the file, or {@code null} to trust those of the JDK
	 */
	synchronized @Nullable Path getTrustStore() {
		return this.trustStore;
	}

	String getPassword() {
		return this.password;
	}

	synchronized void close() {
		this.closed = true;
		try {
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (IOException ex) {
			logger.debug("Temporary directory {} is left behind", this.directory, ex);
		}
	}

	private KeyStore copyKeys(SslBundle bundle, KeyStore keys) throws GeneralSecurityException, IOException {
		bundle.getKey().assertContainsAlias(keys);
		String alias = bundle.getKey().getAlias();
		String keyPassword = bundle.getKey().getPassword();
		String password = (keyPassword != null) ? keyPassword : bundle.getStores().getKeyStorePassword();
		KeyStore copy = emptyStore();
		for (String name : (alias != null) ? List.of(alias) : Collections.list(keys.aliases())) {
			Key key = keys.getKey(name, (password != null) ? password.toCharArray() : null);
			if (key != null) {
				copy.setKeyEntry(name, key, this.password.toCharArray(), keys.getCertificateChain(name));
			}
		}
		return copy;
	}

	private static KeyStore copyCertificates(KeyStore trusted) throws GeneralSecurityException, IOException {
		KeyStore copy = emptyStore();
		for (String name : Collections.list(trusted.aliases())) {
			if (trusted.isCertificateEntry(name)) {
				copy.setCertificateEntry(name, trusted.getCertificate(name));
			}
		}
		if (copy.size() == 0) {
			throw new KeyStoreException("its trust store has no certificates");
		}
		return copy;
	}

	private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
		KeyStore store = KeyStore.getInstance(TYPE);
		store.load(null, null);
		return store;
	}

	private Path write(String name, KeyStore store) throws GeneralSecurityException, IOException {
		Path directory = this.directory;
		if (directory == null || !Files.exists(directory)) {
			directory = Files.createTempDirectory("zkleader-ssl-");
			this.directory = directory;
		}
		Path part = Files.createTempFile(directory, name, null);
		try (OutputStream out = Files.newOutputStream(part)) {
			store.store(out, this.password.toCharArray());
		}
		return Files.move(part, directory.resolve(name + ".p12"), StandardCopyOption.ATOMIC_MOVE);
	}

	private static boolean isPresent(@Nullable Path path) {
		return path == null || Files.exists(path);
	}

	private static String randomPassword() {
		byte[] password = new byte[32];
		new SecureRandom().nextBytes(password);
		return HexFormat.of().formatHex(password);
	}

}
