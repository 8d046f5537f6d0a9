// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/filterhelp.h"

#include "ui/metrics.h"
#include "ui/plaintext.h"

#include <QCoreApplication>
#include <QFontDatabase>
#include <QFrame>
#include <QGridLayout>
#include <QScreen>

#include <algorithm>

namespace Clearsky {

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(FilterHelp)
};

struct Example
{
    QString text;
    QString meaning;
};

QList<Example> examples()
{
    return {{QStringLiteral("nightly web"), Texts::tr("both texts, anywhere in the row")},
            {QStringLiteral("\"two words\""), Texts::tr("text with a space in it")},
            {QStringLiteral("state:available,failed"), Texts::tr("contains one of these")},
            {QStringLiteral("name=web-01   name!=web-01"), Texts::tr("is exactly this, is not")},
            {QStringLiteral("name:snap-*-0?"), Texts::tr("* any text, ? one character; fits the whole value")},
            {QStringLiteral("name~^web-[0-9]+$"), Texts::tr("regular expression")},
            {QStringLiteral("age>90d   age<=12h"), Texts::tr("units: s min h d w mo y")},
            {QStringLiteral("size>=10GB"), Texts::tr("kB MB GB TB by 1000, KiB MiB GiB TiB by 1024")},
            {QStringLiteral("created<2026-01-31"), Texts::tr("a day, a month (2026-01) or a year, in UTC")},
            {QStringLiteral("marked:yes"), Texts::tr("what you have marked")},
            {QStringLiteral("zone=\"\""), Texts::tr("has no value")},
            {QStringLiteral("-state:failed"), Texts::tr("minus: all but these")},
            {QStringLiteral("(web OR db) age>30d"), Texts::tr("either; a space means and")}};
}

} // namespace

void showFilterHelp(QWidget &button, const FilterFields &fields)
{
    auto *popup = new QFrame(&button, Qt::Popup);
    popup->setAttribute(Qt::WA_DeleteOnClose);
    popup->setFrameShape(QFrame::StyledPanel);
    popup->setAccessibleName(Texts::tr("Filter Help"));
    popup->setWindowTitle(Texts::tr("Filter Help"));
    auto *grid = new QGridLayout(popup);
    const int unit = space(*popup, 1);
    grid->setContentsMargins(3 * unit, 3 * unit, 3 * unit, 3 * unit);
    grid->setHorizontalSpacing(4 * unit);
    grid->setVerticalSpacing(unit);
    const auto addLabel = [popup](const QString &text) {
        auto *label = new PlainLabel(text, popup);
        label->setSelectable(true);
        return label;
    };
    const QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    int row = 0;
    for (const Example &example : examples()) {
        PlainLabel *text = addLabel(example.text);
        text->setFont(fixed);
        grid->addWidget(text, row, 0);
        PlainLabel *meaning = addLabel(example.meaning);
        meaning->setMuted();
        grid->addWidget(meaning, row++, 1);
    }
    QStringList names;
    for (const FilterField &field : fields.all())
        names.append(field.name);
    PlainLabel *list = addLabel(Texts::tr("Fields here: %1").arg(names.join(QStringLiteral(", "))));
    list->setWordWrap(true);
    grid->setRowMinimumHeight(row++, unit);
    grid->addWidget(list, row, 0, 1, 2);

    popup->adjustSize();
    const QRect screen = button.screen()->availableGeometry();
    QPoint place = button.mapToGlobal(QPoint(button.width() - popup->width(), button.height() + unit));
    place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - popup->width())));
    place.setY(std::clamp(place.y(), screen.top(), std::max(screen.top(), screen.bottom() - popup->height())));
    popup->move(place);
    popup->show();
}

} // namespace Clearsky
