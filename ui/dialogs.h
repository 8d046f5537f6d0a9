// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/error.h"

#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace Clearsky {

/// One question with a verb for an answer. Leaving it unanswered is the safe answer.
struct Question
{
    QString title{};        ///< of the window
    QString text{};         ///< the question, one sentence
    QString explanation{};  ///< what follows from it; may be empty
    QString confirm{};      ///< the verb: "Remove Account"
    QString cancel{};       ///< empty: Cancel. Always the default
    bool destructive = false;
};

/// Questions and errors to the user: the seam that tests replace. No call blocks; all text is plain text.
class Dialogs
{
public:
    virtual ~Dialogs() = default;

    /// Calls `answered` once with the answer, unless `context` is gone by then.
    virtual void ask(QWidget *parent, const Question &question, QObject *context,
                     std::function<void(bool confirmed)> answered) = 0;
    virtual void showError(QWidget *parent, const QString &title, const Error &error) = 0;
    virtual void showMessage(QWidget *parent, const QString &title, const QString &text) = 0;
};

/// The real ones: message boxes that belong to their window.
class MessageDialogs final : public Dialogs
{
public:
    void ask(QWidget *parent, const Question &question, QObject *context,
             std::function<void(bool confirmed)> answered) override;
    void showError(QWidget *parent, const QString &title, const Error &error) override;
    void showMessage(QWidget *parent, const QString &title, const QString &text) override;
};

/// The facts of an error for its details: HTTP status, code, the provider's words, request id; one per line.
[[nodiscard]] QString errorFacts(const Error &error);

} // namespace Clearsky
