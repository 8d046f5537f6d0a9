// SPDX-FileCopyrightText: 2026 Clearsky contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/liststatus.h"

#include "models/displaytext.h"
#include "ui/icons.h"
#include "ui/plaintext.h"

#include <QBoxLayout>
#include <QPushButton>

#include <chrono>

namespace Clearsky {

using namespace std::chrono_literals;

namespace {

constexpr std::chrono::seconds staleAfter = 5min;

QString loadingText(const ListFacts &facts)
{
    if (facts.loaded == 0)
        return ListStatus::tr("Loading…");
    const QString loaded = countText(facts.loaded);
    return facts.expected > 0 ? ListStatus::tr("%1 of %2 loaded…").arg(loaded, countText(facts.expected))
                              : ListStatus::tr("%1 loaded…").arg(loaded);
}

QString markedText(const ListFacts &facts)
{
    const QString hidden = countText(facts.hiddenMarks);
    QString text = ListStatus::tr("%1 marked").arg(countText(facts.marked));
    if (facts.hiddenMarks > 0) {
        text += QStringLiteral(" · ")
              + (facts.includesHidden ? ListStatus::tr("%1 hidden by the filter, included").arg(hidden)
                                      : ListStatus::tr("%1 hidden by the filter").arg(hidden));
    }
    return text;
}

QString statusText(const ListFacts &facts)
{
    QStringList parts;
    if (facts.total > 0)
        parts.append(ListStatus::tr("%1 of %2 shown").arg(countText(facts.shown), countText(facts.total)));
    if (facts.total > 0 && !facts.isComplete)
        parts.append(ListStatus::tr("only a part of the list"));
    if (facts.marked > 0)
        parts.append(markedText(facts));
    if (facts.gone > 0)
        parts.append(ListStatus::tr("%1 gone").arg(countText(facts.gone)));
    if (facts.isLoading)
        parts.append(loadingText(facts));
    if (facts.listedAt.isValid()) {
        const QString ago = agoText(facts.listedAt, facts.now);
        parts.append(facts.isStale() ? ListStatus::tr("may be out of date, listed %1").arg(ago)
                                     : ListStatus::tr("listed %1").arg(ago));
    }
    if (facts.offlineSince.isValid())
        parts.append(ListStatus::tr("offline since %1").arg(clockText(facts.offlineSince)));
    return parts.join(QStringLiteral(" · "));
}

} // namespace

bool ListFacts::isStale() const
{
    return listedAt.isValid() && listedAt.secsTo(now) > staleAfter.count();
}

ListStatus::ListStatus(QWidget *parent)
    : QWidget(parent)
    , m_warning(new PlainLabel(this))
    , m_text(new PlainLabel(this))
{
    m_text->setObjectName(QStringLiteral("listStatus"));
    // A label with an accessible name would hide its text from assistive technology.
    m_text->setAccessibleDescription(tr("List Status"));
    m_text->setMuted();
    m_text->setElided(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins({});
    row->setSpacing(fontMetrics().height() / 2);
    row->addWidget(m_warning);
    row->addWidget(m_text, 1);
    m_showHidden = addButton(tr("Show"), tr("Show Hidden Marks"), tr("Clear the filter, so that all marked rows are seen"));
    m_includeHidden = addButton(tr("Include"), tr("Include Hidden Marks"),
                                tr("Let Delete act on the marked rows that the filter hides as well"));
    m_apply = addButton({}, tr("Apply Changes"), tr("Let rows come and go now"));
    m_stop = addButton(tr("Stop"), tr("Stop Loading"), {});
    connect(m_showHidden, &QPushButton::clicked, this, &ListStatus::showHiddenRequested);
    connect(m_includeHidden, &QPushButton::clicked, this, &ListStatus::includeHiddenRequested);
    connect(m_apply, &QPushButton::clicked, this, &ListStatus::applyRequested);
    connect(m_stop, &QPushButton::clicked, this, &ListStatus::stopRequested);
    // The line keeps its height when its buttons come and go.
    row->addStrut(m_stop->sizeHint().height());
}

QPushButton *ListStatus::addButton(const QString &text, const QString &name, const QString &hint)
{
    auto *button = new QPushButton(text, this);
    button->setAccessibleName(name);
    setPlainToolTip(button, hint);
    layout()->addWidget(button);
    return button;
}

void ListStatus::setFacts(const ListFacts &facts)
{
    m_text->setText(statusText(facts));
    const bool isDoubtful = facts.isStale() || facts.offlineSince.isValid();
    m_text->setColorRole(isDoubtful ? ColorRole::Warn : ColorRole::Muted);
    m_warning->setVisible(isDoubtful);
    if (isDoubtful) {
        m_warning->setPixmap(iconPixmap(QStringLiteral("triangle-alert"), ColorRole::Warn, palette(), fontMetrics().height(),
                                        devicePixelRatioF()));
    }
    m_showHidden->setVisible(facts.hiddenMarks > 0);
    m_includeHidden->setVisible(facts.hiddenMarks > 0 && !facts.includesHidden);
    m_apply->setText(facts.waiting == 1 ? tr("1 change — Apply")
                                        : tr("%1 changes — Apply").arg(countText(facts.waiting)));
    m_apply->setVisible(facts.waiting > 0);
    m_stop->setVisible(facts.isLoading);
}

} // namespace Clearsky
