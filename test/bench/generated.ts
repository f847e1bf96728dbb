import * as script from './generated-typescript.js';

/**
 * An app that is made up: of eight files one has to do with sessions, as in real apps, in ways that differ from file to
 * file; the others are views, models and tables.
 */
export function generatedFiles(
  count: number,
  language: BenchLanguage = 'swift',
): readonly (readonly [path: string, text: string])[] {
  const { session, plain } = KINDS[language];
  const files = Array.from({ length: count }, (_, index) => {
    const kind = index % 8 === 0 ? session[(index / 8) % session.length]! : plain[index % plain.length]!;
    return [
      `App/Part${index % 13}/${kind.name}${index}.${kind.ending ?? 'swift'}`,
      kind.text(index),
    ] as const;
  });
  return language === 'swift' ? files : [...files, ['package.json', script.PACKAGE_JSON]];
}

export type BenchLanguage = 'swift' | 'typescript';

export interface Kind {
  readonly name: string;
  /** Of the name of its file; `swift` where it is not told. */
  readonly ending?: string;
  readonly text: (index: number) => string;
}

const sessionKinds: readonly Kind[] = [
  {
    name: 'TokenStore',
    text: (index) => `import Foundation
import Security

final class TokenStore${index} {
    private let service = "com.example.app${index}"

    func save(accessToken: String) -> Bool {
        var query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "accessToken${index}",
        ]
        query[kSecValueData as String] = Data(accessToken.utf8)
        query[kSecAttrAccessible as String] = ${index % 3 === 0 ? 'kSecAttrAccessibleAlways' : 'kSecAttrAccessibleAfterFirstUnlock'}
        return SecItemAdd(query as CFDictionary, nil) == errSecSuccess
    }

    func delete() {
        let query: [String: Any] = [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: service,
            kSecAttrAccount as String: "accessToken${index}",
        ]
        SecItemDelete(query as CFDictionary)
    }
}
${helpers(index, 12)}`,
  },
  {
    name: 'Login',
    text: (index) => `import Foundation
import os

final class Login${index} {
    private let logger = Logger(subsystem: "app", category: "login")
    private let defaults = UserDefaults.standard

    func finish(accessToken: String, name: String) {
        logger.info("signed in \\(name)")
        ${index % 2 === 0 ? 'defaults.set(accessToken, forKey: "accessToken")' : 'defaults.set(name, forKey: "name")'}
        print("token \\(accessToken)")
    }

    func signOut() {
        defaults.removeObject(forKey: "name")
    }
}
${helpers(index, 20)}`,
  },
  {
    name: 'Client',
    text: (index) => `import Foundation

actor Client${index} {
    private var token: String?

    func send(_ request: URLRequest) async throws -> Data {
        var request = request
        request.setValue("Bearer \\(token ?? "")", forHTTPHeaderField: "Authorization")
        let (data, response) = try await URLSession.shared.data(for: request)
        if (response as? HTTPURLResponse)?.statusCode == 401 {
            try await refresh()
            return try await send(request)
        }
        return data
    }

    private func refresh() async throws {
        token = try await Auth.shared.refreshToken()
    }
}
${helpers(index, 8)}`,
  },
];

const plainKinds: readonly Kind[] = [
  {
    name: 'View',
    text: (index) => `import SwiftUI

struct View${index}: View {
    @State private var isShown = false
    let items: [Item]

    var body: some View {
        List(items) { item in
            HStack {
                Text(item.title).font(.headline)
                Spacer()
                Button("Open ${index}") { isShown.toggle() }
            }
            .padding(.vertical, ${index % 9})
        }
        .sheet(isPresented: $isShown) { Detail(items: items) }
    }
}
${helpers(index, 10)}`,
  },
  {
    name: 'Model',
    text: (index) => `import Foundation

struct Model${index}: Codable, Hashable {
    var id: Int
    var title: String
    var createdAt: Date
    var tags: [String]

    static let empty = Model${index}(id: ${index}, title: "", createdAt: .distantPast, tags: [])
}
${helpers(index, 15)}`,
  },
];

/** What most of a file consists of. */
function helpers(index: number, count: number): string {
  return Array.from(
    { length: count },
    (_, step) => `
private func helper${index}_${step}(_ values: [Int], scale: Double = ${step}.5) -> [Double] {
    let wanted = values.filter { $0 % ${step + 2} == 0 }
    guard let first = wanted.first, first > ${index % 17} else { return [] }
    var sums: [Double] = []
    for value in wanted where value > first {
        sums.append(Double(value) * scale + Double(first))
    }
    return sums.sorted(by: >)
}
`,
  ).join('');
}

const KINDS: Readonly<
  Record<BenchLanguage, { readonly session: readonly Kind[]; readonly plain: readonly Kind[] }>
> = {
  swift: { session: sessionKinds, plain: plainKinds },
  typescript: { session: script.sessionKinds, plain: script.plainKinds },
};
