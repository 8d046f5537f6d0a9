// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/result.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <optional>

QT_BEGIN_NAMESPACE
class QSettings;
QT_END_NAMESPACE

namespace Clearsky {

enum class Appearance { System, Light, Dark };

[[nodiscard]] QString appearanceId(Appearance appearance); ///< stable: "system", "light", "dark"
[[nodiscard]] std::optional<Appearance> appearanceFromId(const QString &id);

/// What the user chose and how the windows were left: settings.ini in the data folder. Keys and defaults
/// stand in one table in the source; nothing else reads or writes settings. A value that makes no sense
/// counts as its default.
class Settings final
{
    Q_DISABLE_COPY_MOVE(Settings)

public:
    explicit Settings(const QString &path);
    ~Settings();

    [[nodiscard]] Appearance appearance() const;
    void setAppearance(Appearance appearance);

    /// The account and kind that were open last.
    [[nodiscard]] QString lastAccount() const;
    [[nodiscard]] QString lastKind() const;
    void setLast(const QString &accountId, const QString &kindId);

    /// How a part of the windows was left: geometry, splitters, headers. `part` is a short stable word, for
    /// tables followed by the kind: `table.zenlayer.zec.snapshot`.
    [[nodiscard]] QByteArray layout(const QString &part) const;
    void setLayout(const QString &part, const QByteArray &state);

    /// Writes now what would be written a little later, and says when that is not possible.
    [[nodiscard]] Result<void> save();

private:
    enum class Key { Appearance, LastAccount, LastKind, Layout };
    struct Row
    {
        Key key;
        const char *name;
        const char *defaultValue;
    };
    static const Row rows[];

    [[nodiscard]] QString name(Key key) const;
    [[nodiscard]] QString text(Key key) const;
    void setText(Key key, const QString &text);

    std::unique_ptr<QSettings> m_settings;
};

} // namespace Clearsky
