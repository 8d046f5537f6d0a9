// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/quitsignals.h"

#ifdef Q_OS_UNIX

#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>

#include <fcntl.h>
#include <unistd.h>

namespace Clearsky {

namespace {

constexpr std::array quitting{SIGTERM, SIGINT, SIGHUP};

std::atomic<int> toLoop = -1; // the end of the pipe that the handler writes to

// Almost nothing may be called from here; writing a byte may.
void onSignal(int)
{
    const int savedError = errno;
    const char byte = 0;
    [[maybe_unused]] const ssize_t written = ::write(toLoop, &byte, 1);
    errno = savedError;
}

} // namespace

class QuitSignals::Pipe
{
    Q_DISABLE_COPY_MOVE(Pipe)

public:
    Pipe()
    {
        if (::pipe(m_ends.data()) != 0)
            return; // the signals then end the program as they always did
        for (const int end : m_ends) {
            ::fcntl(end, F_SETFD, FD_CLOEXEC);
            ::fcntl(end, F_SETFL, O_NONBLOCK);
        }
        toLoop = m_ends.at(1);
        notifier = std::make_unique<QSocketNotifier>(m_ends.at(0), QSocketNotifier::Read);
        struct sigaction action = {};
        action.sa_handler = onSignal;
        action.sa_flags = SA_RESTART | int(SA_RESETHAND);
        sigemptyset(&action.sa_mask);
        for (size_t i = 0; i < quitting.size(); ++i)
            ::sigaction(quitting.at(i), &action, &m_before.at(i));
    }

    ~Pipe()
    {
        if (!notifier)
            return;
        for (size_t i = 0; i < quitting.size(); ++i)
            ::sigaction(quitting.at(i), &m_before.at(i), nullptr);
        notifier.reset();
        toLoop = -1;
        for (const int end : m_ends)
            ::close(end);
    }

    void drain() const
    {
        std::array<char, 16> bytes{};
        while (::read(m_ends.at(0), bytes.data(), bytes.size()) > 0) { }
    }

    std::unique_ptr<QSocketNotifier> notifier{};

private:
    std::array<int, 2> m_ends{-1, -1};
    std::array<struct sigaction, quitting.size()> m_before{};
};

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
    , m_pipe(std::make_unique<Pipe>())
{
    if (!m_pipe->notifier)
        return;
    connect(m_pipe->notifier.get(), &QSocketNotifier::activated, this, [this] {
        m_pipe->drain();
        Q_EMIT asked();
    });
}

} // namespace Clearsky

#else

namespace Clearsky {

class QuitSignals::Pipe
{
};

QuitSignals::QuitSignals(QObject *parent)
    : QObject(parent)
{
}

} // namespace Clearsky

#endif

namespace Clearsky {

QuitSignals::~QuitSignals() = default;

} // namespace Clearsky
