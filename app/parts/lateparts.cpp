// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/accounts/keychain.h"
#include "app/practice/practiceserver.h"

#include <QCoreApplication>
#include <QDir>
#include <QLibrary>

namespace Clearsky {

namespace {

/// A function of a part: beside the program, as after a build, or where it is installed. Null: it is not there.
QFunctionPointer fromPart(const QString &part, const char *function)
{
    const QDir program(QCoreApplication::applicationDirPath());
    for (const QString &place : {QStringLiteral("."), QStringLiteral(CLEARSKY_PARTS)}) {
        QLibrary library(QDir::cleanPath(program.absoluteFilePath(place + u'/' + part)));
        if (const QFunctionPointer found = library.resolve(function))
            return found;
    }
    return nullptr;
}

class MissingServer final : public PracticeServer
{
public:
    [[nodiscard]] Result<void> start(quint16) override
    {
        return failure({.kind = Error::Kind::Configuration,
                        .message = QCoreApplication::translate(
                            "Parts", "The practice cloud's part of Clearsky is missing. Install Clearsky again.")});
    }
    void stop() override { }
    [[nodiscard]] quint16 port() const override { return 0; }
};

} // namespace

std::unique_ptr<PracticeServer> makePracticeServer(PracticeServer::Handler handler)
{
    using Make = void (*)(PracticeServer::Handler *, std::unique_ptr<PracticeServer> *);
    std::unique_ptr<PracticeServer> server;
    if (const QFunctionPointer make = fromPart(QStringLiteral("clearsky-practice-server"), "clearskyPracticeServer"))
        reinterpret_cast<Make>(make)(&handler, &server);
    else
        server = std::make_unique<MissingServer>();
    return server;
}

void askKeychain(const KeychainQuestion &question, QObject *context,
                 const std::function<void(const KeychainAnswer &)> &answered)
{
    using Ask = void (*)(const KeychainQuestion *, QObject *, const std::function<void(const KeychainAnswer &)> *);
    if (const QFunctionPointer ask = fromPart(QStringLiteral("clearsky-keychain"), "clearskyAskKeychain")) {
        reinterpret_cast<Ask>(ask)(&question, context, &answered);
        return;
    }
    const KeychainAnswer none{.outcome = KeychainOutcome::NoService,
                              .words = QStringLiteral("the keychain's part of Clearsky is missing")};
    QMetaObject::invokeMethod(context, [answered, none] { answered(none); }, Qt::QueuedConnection);
}

} // namespace Clearsky
