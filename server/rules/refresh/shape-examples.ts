import { swift, type Example } from '../rule.js';

export const retryShapes: readonly Example[] = [
  swift`
    final class AuthInterceptor: RequestInterceptor {
        func retry(_ request: Request, for session: Session, dueTo error: Error, completion: @escaping (RetryResult) -> Void) {
            guard request.response?.statusCode == 401 else { return completion(.doNotRetryWithError(error)) }
            let parameters = ["refreshToken": TokenStore.shared.refreshToken ?? ""]
            AF.request("https://api.example.com/auth/reissue", method: .post, parameters: parameters).responseDecodable(of: TokenResponse.self) { response in
                switch response.result {
                case .success(let tokens):
                    TokenStore.shared.save(tokens)
                    «completion(.retry)»
                case .failure(let error):
                    completion(.doNotRetryWithError(error))
                }
            }
        }
    }
  `,
  swift`
    class NetworkManager {
        func request<T: Decodable>(_ router: Router) async throws -> T {
            let (data, response) = try await session.data(for: router.asURLRequest())
            let status = (response as! HTTPURLResponse).statusCode
            switch status {
            case 200..<300:
                return try decoder.decode(T.self, from: data)
            case 401, 419:
                try await tokenManager.refresh()
                return try await «request(router)»
            default:
                throw NetworkError.status(status)
            }
        }
    }
  `,
  swift`
    final class NetworkService {
        func requestDecoded<T: Decodable>(_ target: API, completion: @escaping (Result<T, Error>) -> Void) {
            provider.request(target) { [unowned self] result in
                switch result {
                case .success(let response):
                    let error = BackendError(response.statusCode)
                    switch error {
                    case .tokenExpired:
                        self.refreshTokenService.start { result in
                            switch result {
                            case .success: «self.requestDecoded(target, completion: completion)»
                            case .failure(let error): completion(.failure(error))
                            }
                        }
                    default:
                        completion(.failure(error))
                    }
                case .failure(let error):
                    completion(.failure(error))
                }
            }
        }
    }
  `,
  swift`
    final class TokenRefresher {
        func refresh() {
            api.refreshToken(refreshToken) { result in
                if case .failure = result {
                    DispatchQueue.main.asyncAfter(deadline: .now() + 5) { «self.refresh()» }
                }
            }
        }
    }
  `,
  swift`
    final class SessionDelegate: NSObject, URLSessionTaskDelegate {
        func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: Error?) {
            if let response = task.response as? HTTPURLResponse, response.statusCode == 401, let request = task.originalRequest {
                refreshToken { token in
                    var retried = request
                    retried.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization")
                    «session.dataTask(with: retried)».resume()
                }
            }
        }
        func refreshToken(completion: @escaping (String) -> Void) {
            URLSession.shared.dataTask(with: refreshRequest) { data, _, _ in completion(parse(data)) }.resume()
        }
    }
  `,
  swift`
    final class Client {
        func fetch<T: Decodable>(_ request: URLRequest) -> AnyPublisher<T, Error> {
            session.dataTaskPublisher(for: request)
                .tryMap { output in
                    guard let http = output.response as? HTTPURLResponse, http.statusCode != 401 else { throw APIError.unauthorized }
                    return output.data
                }
                .decode(type: T.self, decoder: decoder)
                .tryCatch { error -> AnyPublisher<T, Error> in
                    guard case APIError.unauthorized = error else { throw error }
                    return self.authenticator.refreshToken()
                        .flatMap { _ in «self.fetch(request)» }
                        .eraseToAnyPublisher()
                }
                .eraseToAnyPublisher()
        }
    }
  `,
  swift`
    final class Networking {
        func request(_ target: API) -> Single<Response> {
            provider.rx.request(target)
                .catch { error in
                    guard let moya = error as? MoyaError, moya.response?.statusCode == 401 else { return .error(error) }
                    return self.refreshToken().flatMap { _ in «self.request(target)» }
                }
        }
        private func refreshToken() -> Single<Void> {
            provider.rx.request(.refreshToken).map { _ in }
        }
    }
  `,
  swift`
    final class BaseService<T: TargetType> {
        let provider = MoyaProvider<T>()
        func request<D: Decodable>(_ target: T, completion: @escaping (Result<D, Error>) -> Void) {
            provider.request(target) { result in
                switch result {
                case .success(let response):
                    if response.statusCode == 401 {
                        AuthService.shared.refreshToken {
                            «self.request(target, completion: completion)»
                        }
                    } else {
                        completion(.success(try! response.map(D.self)))
                    }
                case .failure(let error):
                    completion(.failure(error))
                }
            }
        }
    }
  `,
];

export const flightShapes: readonly Example[] = [
  swift`
    final class TokenHelper {
        static let shared = TokenHelper()
        func «refreshTokenSync»() -> String? {
            let semaphore = DispatchSemaphore(value: 0)
            var token: String?
            URLSession.shared.dataTask(with: refreshRequest()) { data, _, _ in
                token = self.parse(data)
                semaphore.signal()
            }.resume()
            semaphore.wait()
            return token
        }
    }
    final class Uploader { func run() { let token = TokenHelper.shared.refreshTokenSync() } }
  `,
];

export const droppedShapes: readonly Example[] = [
  swift`
    struct TokenResponse: Decodable { let accessToken: String; let refreshToken: String }
    final class AuthService {
        func refreshToken(completion: @escaping (Bool) -> Void) {
            AF.request(url, method: .post, parameters: ["refreshToken": refresh]).responseDecodable(of: TokenResponse.self) { response in
                switch response.result {
                case .success(let «tokens»):
                    KeychainHelper.shared.save(tokens.accessToken, account: "accessToken")
                    completion(true)
                case .failure:
                    completion(false)
                }
            }
        }
    }
  `,
];
