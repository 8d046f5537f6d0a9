// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QString>

namespace Clearsky {

/// Numbers that depend on the seed alone, on every platform and with every Qt.
class PracticeRandom
{
public:
    explicit PracticeRandom(quint64 seed) : m_state(seed) { }

    [[nodiscard]] quint64 next();
    [[nodiscard]] int below(int bound); ///< 0 to bound - 1
    [[nodiscard]] bool chance(int percent) { return below(100) < percent; }
    [[nodiscard]] QString uuid(); ///< version 4
    [[nodiscard]] QString hex(int length);
    [[nodiscard]] QString digits(int length); ///< the first is not zero
    /// Minutes to years, in milliseconds: as many young as old ones.
    [[nodiscard]] qint64 ageMs();
    template <typename T> [[nodiscard]] const T &pick(const QList<T> &list)
    {
        return list.at(below(int(list.size())));
    }

private:
    quint64 m_state = 0;
};

/// A number for a text that is the same everywhere and always (unlike qHash).
[[nodiscard]] quint64 practiceHash(const QString &text);
/// Names as people give them; every 29th is one that breaks careless programs: HTML, right to left, emoji,
/// 255 characters, a leading `=`. `what` is the ordinary stem, for example "snap".
[[nodiscard]] QString practiceName(PracticeRandom &random, const QString &what, int index);
/// `yyyy-MM-ddTHH:mm:ssZ`.
[[nodiscard]] QString practiceIsoTime(qint64 ms);

} // namespace Clearsky
