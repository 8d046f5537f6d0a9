// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QByteArray>
#include <QIODevice>

namespace Clearsky {

/// A request body that can be read once and never rewound. It keeps Qt from sending a request again on its
/// own (engine.md 1.1), and witnesses what was taken: of a request with a body, 0 bytes taken proves that
/// nothing left.
class OnceBody final : public QIODevice
{
    Q_OBJECT
    Q_DISABLE_COPY_MOVE(OnceBody)

public:
    explicit OnceBody(QByteArray body, QObject *parent = nullptr);

    [[nodiscard]] qint64 taken() const { return m_taken; }

    [[nodiscard]] bool isSequential() const override { return true; }
    [[nodiscard]] qint64 bytesAvailable() const override;
    [[nodiscard]] bool atEnd() const override;
    /// Refused without a word: QIODevice's own warns about every resend that is denied.
    bool seek(qint64 position) override;

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 maxSize) override;

private:
    QByteArray m_body;
    qint64 m_taken = 0;
};

} // namespace Clearsky
