//! Renders the web view's copy of the types and the command list.

use ts_rs::{Config, TS};

use super::*;

macro_rules! declarations {
    ($config:expr, $($name:ty),+ $(,)?) => { vec![$(<$name as TS>::decl($config)),+] };
}

/// The whole of `ui/src/ipc/types.gen.ts`.
#[must_use]
pub fn render() -> String {
    let config = Config::default();
    let types = declarations!(
        &config,
        AppError,
        ErrorCode,
        Retry,
        AppState,
        Startup,
        Settings,
        LockAfter,
        Protection,
        NewRecoveryCode,
        BackupSaved,
        BackupFile,
        BackupPreview,
        Language,
        Theme,
        Notices,
        Refresh,
        Registration,
        RegistrationSource,
        RegistrationEntry,
        PayersFile,
        PayersFault,
        FaultKind,
        PayerGroup,
        PayerChoice,
        PayerKind,
        Availability,
        DataKind,
        PlanType,
        SharePreview,
        ShareKind,
        ConnectRequest,
        ConnectAttempt,
        ConnectStage,
        ConfirmPerson,
        Connection,
        ConnectionStatus,
        ConnectionAddresses,
        AddressSource,
        AddressStep,
        AddressOutcome,
        Kept,
        Receipt,
        AccessEnded,
        Person,
        CoverageCard,
        CoveredPerson,
        Labelled,
        SyncStatus,
        SyncRun,
        SyncKind,
        SyncKindState,
        Money,
        Figure,
        Sum,
        ClaimKind,
        ClaimStatus,
        ClaimRow,
        ClaimFilter,
        CopyWhat,
        CopyFormat,
        CopyLanguage,
        CopySaved,
        CopyProgress,
        FilesState,
        FilesPreview,
        FilesTarget,
        CountedType,
        PersonInFile,
        NotTakenInFile,
        NotTakenWhy,
        FilesReceipt,
        ClaimsPage,
        ClaimsOutline,
        MonthGroup,
        ClaimsSummary,
        TimelineQuery,
        LaneKind,
        Bucket,
        Timeline,
        Lane,
        LanePlot,
        Column,
        DayAmount,
        MonthCount,
        ClaimDetail,
        Telephone,
        ClaimVersion,
        OtherClaimCheck,
        SpendingQuery,
        SpendingYear,
        Spending,
        Spent,
        MonthSpending,
        PersonSpending,
        KindSpending,
        SpendingNames,
        NamedSpending,
        LeftOut,
        LeftOutReason,
        PrintOptions,
        PaperLanguage,
        Paper,
        PaymentWay,
        PaymentEntry,
        MemberPayment,
        ReceiptFile,
        ClaimPayments,
        PaidSum,
        LedgerQuery,
        Ledger,
        LedgerPerson,
        LedgerYear,
        LedgerSums,
        Bill,
        BillReading,
        ReadWord,
        BillAnswer,
        BillMatch,
        BillWords,
        BillPoint,
        BillPart,
        Agreement,
        BillOutcome,
        Denial,
        DenialReason,
        ReasonList,
        ReasonHelp,
        Bearer,
        Who,
        BearerBasis,
        AppealClock,
        AppealPlan,
        ClockStart,
        Appeal,
        AppealStatus,
        AppealReminder,
        ClaimChange,
        ChangedFigure,
        Episode,
        EpisodeAbout,
        ClaimEpisode,
        EpisodePart,
        EpisodeReason,
        EpisodeCorrection,
        Tag,
        ClaimNotes,
        ClaimMarks,
        SavedView,
        ViewEntry,
        WhatsNew,
        NewsItem,
        PlanYear,
        Accumulator,
        AccumulatorKind,
        StatedBalance,
        Explanation,
        Identifier,
        ClaimLine,
        CodedText,
        CareTeamMember,
        Bilingual,
        Term,
        Sentence,
        SentenceId,
        Piece,
        Check,
        CheckId,
        CheckResult,
        Certainty,
        Remark,
        RemarkId,
        StatedValue,
        ListedCode,
        Payment,
        Supporting,
        BenefitBalance,
        BenefitLimit,
        ClaimInsurance,
        RelatedClaim,
        Accident,
        RecordKind,
        RecordStanding,
        RecordRow,
        RecordFilter,
        RecordsPage,
        RecordsOutline,
        RecordGroup,
        RecordSource,
        RecordDetail,
        RecordVersion,
        RecordFact,
        FactName,
        FactValue,
        RecordCode,
        CareKind,
        CareSpecialty,
        CareField,
        CareQuestion,
        CareDirectory,
        CareCan,
        CareNetwork,
        CareNetworkSource,
        CareOwnNetwork,
        CareNetworks,
        CareRun,
        CarePart,
        CareProblem,
        CareResults,
        CarePlaceState,
        CarePlace,
        CareAccepting,
        CareInNetwork,
        CareSpecialtyWords,
        CareHours,
        CareRow,
        CareFact,
        CareSource,
        CareSeenBy,
        CareDetail,
        CareSaved,
        CareCopyRow,
        CareCopy,
        CareVerdict,
        CareDoubt,
        CareAnswer,
        Event,
    );
    let mut text = String::from(
        "// Made from src-tauri/core/src/ipc by its own test; edit there, then run `make types`.\n\n\
         import type { Channel } from \"@tauri-apps/api/core\";\n\n",
    );
    for declaration in types {
        text.push_str("export ");
        text.push_str(&declaration);
        text.push_str("\n\n");
    }
    text.push_str("/** Every command: its arguments and its answer. */\nexport type Commands = {\n");
    for command in COMMANDS {
        let arguments = if command.arguments.is_empty() { "{}" } else { &format!("{{ {} }}", command.arguments) };
        text.push_str(&format!("  {}: {{ arguments: {arguments}; answer: {} }};\n", command.name, command.answer));
    }
    text.push_str("};\n\n/** Every event and its payload. */\n");
    text.push_str("export type Events = { [E in Event as E[\"name\"]]: E[\"payload\"] };\n");
    text
}

/// A name of every command, for the shell's handler and permissions to be held against.
#[must_use]
pub fn command_names() -> Vec<&'static str> {
    COMMANDS.iter().map(|command| command.name).collect()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    /// Set `UPDATE_TYPES=1` to write the file instead of comparing it.
    #[test]
    fn the_web_views_types_are_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/types.gen.ts");
        let rendered = super::render();
        if std::env::var_os("UPDATE_TYPES").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &rendered).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == rendered, "ui/src/ipc/types.gen.ts is out of date: run `make types`");
    }
}
