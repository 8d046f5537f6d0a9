// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QUrl>

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>
#include <vector>

namespace Clearsky {

/// A server that answers every request after the same time, one thread for each connection, so that it costs the program
/// under measurement as little as possible. Answers to `POST /delete` are counted and timed.
class BenchServer final
{
public:
    using Clock = std::chrono::steady_clock;

    struct Figures
    {
        int requests = 0;
        int mostInFlight = 0;
        std::chrono::duration<double> latency{};   ///< mean, from the request's last byte in to the answer's last byte out
        std::chrono::duration<double> wall{};      ///< from the first request's arrival to the last answer
    };

    explicit BenchServer(std::chrono::milliseconds latency);
    ~BenchServer();
    BenchServer(const BenchServer &) = delete;
    BenchServer &operator=(const BenchServer &) = delete;

    [[nodiscard]] QUrl url() const;
    void reset();
    [[nodiscard]] Figures figures();

private:
    void accept();
    void serve(int socket);
    [[nodiscard]] bool answer(int socket, std::string &received);
    void noteArrival(Clock::time_point at);
    void noteAnswer(Clock::time_point arrived);

    std::chrono::milliseconds m_latency;
    int m_listener = -1;
    int m_port = 0;
    std::atomic<bool> m_stopping = false;
    std::mutex m_mutex;
    std::vector<int> m_sockets;
    std::vector<std::thread> m_threads;
    Figures m_figures;
    int m_inFlight = 0;
    Clock::time_point m_first{};
    std::thread m_acceptor; // last: it uses the others
};

} // namespace Clearsky
