using System.Globalization;
using Microsoft.Extensions.Localization;
using Passkeys.IdentityServer.Insight;
using Passkeys.QuickstartUi.Charts;

namespace Passkeys.QuickstartUi.Areas.Quickstart.Pages.Admin;

/// <summary>What is known of a pool, as charts with their tables.</summary>
internal sealed class InsightFigures(InsightReport report, IStringLocalizer<AdminTexts> words, bool isMirrored)
{
    private const int MostBars = 12;

    private readonly TimeBuckets _time = TimeBuckets.Of([.. report.Days.Select(day => day.Day)], CultureInfo.CurrentCulture);

    public IReadOnlyList<(string Name, string Number)> Tiles() =>
    [
        (words["Insight.SignIns"], Number(report.Totals.SignIns)),
        (words["Insight.RefusedSignIns"], Number(report.Totals.RefusedSignIns)),
        (words["Insight.Registrations"], Number(report.Totals.Registrations)),
        (words["Insight.SignUps"], Number(report.Totals.SignUps)),
        (words["Insight.BrowserFailures"], Number(report.Totals.BrowserFailures)),
    ];

    public IReadOnlyList<Figure> All() =>
    [
        SignIns(), Outcomes(), Reasons("refused-sign-ins", words["Insight.WhyRefused"], report.RefusedSignIns), Enrolment(), BrowserFailures(),
        Reasons("refused-registrations", words["Insight.WhyRegistrationsRefused"], report.RefusedRegistrations), Shares(), Authenticators(), RelyingParties(),
    ];

    // The same way looks the same in every pool, also where nobody went the others.
    private Figure SignIns() => Stack(
        "sign-ins",
        words["Insight.SignInsByMethod"],
        [.. report.SignIns.Index().Where(way => way.Item.Count > 0).Select(way => new BarPart(
            Word("Method", way.Item.Name), _time.Sum(day => report.Days[day].SignIns.GetValueOrDefault(way.Item.Name)), way.Index))]);

    private Figure Outcomes() => Stack(
        "outcomes",
        words["Insight.SuccessAndRefusal"],
        [
            new BarPart(words["Insight.Accepted"], _time.Sum(day => report.Days[day].SignIns.Values.Sum()), Tone: 0),
            new BarPart(words["Insight.Refused"], _time.Sum(day => report.Days[day].RefusedSignIns), Tone: 3),
        ]);

    private Figure Stack(string id, string heading, IReadOnlyList<BarPart> parts)
    {
        var total = parts.Sum(part => part.Values.Sum());
        return new Figure(id, heading)
        {
            Chart = total == 0 ? null : new StackedBars
            {
                Id = "chart-" + id,
                Title = heading,
                Description = Summary(parts.Select(part => (part.Name, part.Values.Sum()))),
                IsMirrored = isMirrored,
                Labels = _time.Labels,
                Parts = parts,
                Number = Number,
            },
            Legend = [.. parts.Select(part => (part.Name, part.Tone))],
            Table = new NumberTable(
                [words["Insight.When"], .. parts.Select(part => part.Name)],
                [.. _time.Labels.Select((label, bar) => (IReadOnlyList<string>)[label, .. parts.Select(part => Number(part.Values[bar]))])]),
        };
    }

    private Figure Reasons(string id, string heading, IReadOnlyList<NamedCount> reasons) =>
        Bars(id, heading, words["Insight.Reason"], [.. reasons.Select(reason => new NamedBar(Word("Reason", reason.Name), reason.Count))]);

    private Figure BrowserFailures() => Bars(
        "browser-failures",
        words["Insight.BrowserFailures"],
        words["Insight.WhatHappened"],
        [.. report.BrowserFailures.Select(failure => new NamedBar(
            Word("Ceremony", failure.Ceremony) + ": " + Word("Outcome", failure.Outcome) + (failure.Code is null ? "" : $" ({failure.Code})"), failure.Count, failure.Ceremony == "registration" ? 0 : 1))],
        words["Insight.BrowserFailures.Note"]);

    private Figure Authenticators() => Bars(
        "authenticators",
        words["Insight.Authenticators"],
        words["Insight.Authenticator"],
        [.. report.Authenticators.Select(share => new NamedBar(share.Name ?? Word("Authenticator", share.Kind), share.Passkeys, share.Name is null ? 1 : 0))]);

    private Figure Bars(string id, string heading, string head, IReadOnlyList<NamedBar> bars, string? note = null)
    {
        var shown = bars.Count <= MostBars ? bars : [.. bars.Take(MostBars - 1), new NamedBar(words["Insight.AllOthers"], bars.Skip(MostBars - 1).Sum(bar => bar.Value), bars[0].Tone)];
        return new Figure(id, heading)
        {
            Note = note,
            Chart = bars.Count == 0 ? null : new HorizontalBars
            {
                Id = "chart-" + id,
                Title = heading,
                Description = Summary(shown.Select(bar => (bar.Name, bar.Value))),
                IsMirrored = isMirrored,
                Bars = shown,
                Number = Number,
            },
            Table = new NumberTable([head, words["Insight.HowOften"]], [.. bars.Select(bar => (IReadOnlyList<string>)[bar.Name, Number(bar.Value)])]),
        };
    }

    private Figure Enrolment()
    {
        var heading = words["Insight.Enrolment"].Value;
        var steps = report.Enrolment.Select(step => new FunnelStep(Word("Step", step.Step), step.Count)).ToList();
        var kinds = report.Enrolment.SelectMany(step => step.Kinds.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        return new Figure("enrolment", heading)
        {
            Note = words["Insight.Enrolment.Note"],
            Chart = steps.All(step => step.Value == 0) ? null : new FunnelChart
            {
                Id = "chart-enrolment",
                Title = heading,
                Description = Summary(steps.Select(step => (step.Name, step.Value))),
                IsMirrored = isMirrored,
                Steps = steps,
                Number = Number,
            },
            Table = new NumberTable(
                [words["Insight.Step"], words["Insight.HowOften"], .. kinds.Select(kind => Word("Kind", kind))],
                [.. report.Enrolment.Select(step => (IReadOnlyList<string>)[Word("Step", step.Step), Number(step.Count), .. kinds.Select(kind => Number(step.Kinds.GetValueOrDefault(kind)))])]),
        };
    }

    private Figure Shares()
    {
        var heading = words["Insight.Share"].Value;
        Share[] shares =
        [
            new(words["Insight.Share.People"], report.Share.PeopleWithPasskeys, report.Share.People),
            new(words["Insight.Share.SignIns"], report.Share.SignInsWithPasskeys, report.Share.SignIns),
        ];
        return new Figure("share", heading)
        {
            Chart = shares.All(share => share.Whole == 0) ? null : new ShareBars
            {
                Id = "chart-share",
                Title = heading,
                IsMirrored = isMirrored,
                Shares = shares,
                Percent = Percent,
                Description = string.Join("; ", shares.Select(share => words["Insight.Share.Of", share.Name, Number(share.Part), Number(share.Whole)].Value)) + ".",
            },
            Table = new NumberTable(
                [heading, words["Insight.Share.With"], words["Insight.Share.All"], "%"],
                [.. shares.Select(share => (IReadOnlyList<string>)[share.Name, Number(share.Part), Number(share.Whole), Percent(share.Ratio)])]),
        };
    }

    private Figure RelyingParties()
    {
        var heading = words["Insight.RelyingParties"].Value;
        var domains = report.RelyingParties;
        var bars = domains.Select(domain => new NamedBar(domain.Current ? words["Insight.RelyingParties.Current", domain.RpId] : domain.RpId, domain.Passkeys, domain.Current ? 0 : 1)).ToList();
        var former = domains.Where(domain => !domain.Current).ToList();
        return new Figure("relying-parties", heading)
        {
            Note = former.Sum(domain => domain.Passkeys) is > 0 and var left
                ? words["Insight.RelyingParties.Moving", Number(left), Number(former.Sum(domain => domain.People)), Number(former.Sum(domain => domain.UsedLately))].Value
                : null,
            Chart = domains.All(domain => domain.Passkeys == 0) ? null : new HorizontalBars
            {
                Id = "chart-relying-parties",
                Title = heading,
                Description = Summary(bars.Select(bar => (bar.Name, bar.Value))),
                IsMirrored = isMirrored,
                Bars = bars,
                Number = Number,
            },
            Table = new NumberTable(
                [words["Insight.RelyingParty"], words["Insight.Passkeys"], words["Insight.People"], words["Insight.UsedLately"], words["Insight.MaySignIn"]],
                [.. domains.Select(domain => (IReadOnlyList<string>)
                    [domain.RpId, Number(domain.Passkeys), Number(domain.People), Number(domain.UsedLately), words[domain.Accepted ? "Insight.Yes" : "Insight.No"]])]),
        };
    }

    // A word that there is no text for is shown as it is: a newer node may count what this one has no name for.
    private string Word(string group, string name) => words[$"Insight.{group}.{name}"] is { ResourceNotFound: false } word ? word : name;

    private static string Summary(IEnumerable<(string Name, long Value)> parts) => string.Join("; ", parts.Select(part => $"{part.Name}: {Number(part.Value)}")) + ".";

    private static string Number(long number) => number.ToString("N0", CultureInfo.CurrentCulture);

    private static string Percent(double ratio) => ratio.ToString("P0", CultureInfo.CurrentCulture);
}
