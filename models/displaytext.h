// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDateTime>
#include <QString>

namespace Clearsky {

/// Text from outside, made safe to look at: control, bidirectional, zero-width and other invisible characters become
/// visible escapes such as `\u{202E}`; at most `maxLength` UTF-16 units are kept, an ellipsis marks a cut.
/// The result holds no line break. Everything a provider says passes through here before it is shown.
[[nodiscard]] QString visibleText(const QString &text, qsizetype maxLength = 512);

/// As visibleText(), but keeps line breaks and tabs: for JSON and other text shown in a field of its own.
[[nodiscard]] QString visibleLines(const QString &text, qsizetype maxLength = 64 * 1024);

/// `text` as a tooltip that shows it literally: tooltips take text that looks like markup for markup. Empty: none.
[[nodiscard]] QString plainToolTip(const QString &text);

/// Below zero, zero, above zero, as people order names: runs of digits by value, letters without regard to case.
[[nodiscard]] int naturalCompare(const QString &left, const QString &right);

[[nodiscard]] QString countText(qint64 count);     ///< "3,412", in the user's locale
[[nodiscard]] QString sizeText(qint64 bytes);      ///< "40 GiB"; negative: empty
/// Whole days since `from`: "412 d"; below one day hours, below one hour minutes. Invalid: empty.
[[nodiscard]] QString ageText(const QDateTime &from, const QDateTime &now);
[[nodiscard]] QString agoText(const QDateTime &from, const QDateTime &now); ///< "2 min ago", "just now"
/// "2025-10-02 04:10 UTC", with the local time behind it where that differs. Invalid: empty.
[[nodiscard]] QString timeText(const QDateTime &time);
[[nodiscard]] QString clockText(const QDateTime &time); ///< local time of day, "14:02"

} // namespace Clearsky
