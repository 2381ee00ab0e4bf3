//! The guard-rails that ship with the program. What each says is in our words; the law is in the
//! sources, which anybody who relies on one should read.
//!
//! The list is short: each entry has a source that names the rule without exceptions that a text
//! could use. What is missing from it is not therefore allowed.

/// A guard-rail that ships with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Guardrail {
    /// By what `talks.toml` calls it.
    pub id: &'static str,
    /// What a text must not do, in our words.
    pub says: &'static str,
    /// Where the law stands, with the section.
    pub sources: &'static [&'static str],
    /// Phrases that speak of the subject, in small letters; `*` ends a beginning of a word.
    pub phrases: &'static [&'static str],
}

/// All of them, by id. `CIHL` is the ICRC's study of customary international humanitarian law
/// (Henckaerts and Doswald-Beck 2005).
pub const GUARDRAILS: &[Guardrail] = &[
    Guardrail {
        id: "amnesty",
        says: "an amnesty never reaches genocide, crimes against humanity, war crimes, torture or \
               enforced disappearance",
        sources: &[
            "UN Doc. S/2004/616, para. 64(c)",
            "CIHL rule 159",
            "Convention against Torture, art. 7",
            "UNGA Res. 47/133, art. 18",
        ],
        phrases: &[
            "amnest*",
            "pardon*",
            "immunit*",
            "clemency",
            "indemnit*",
            "prosecut*",
            "criminal responsibility",
            "criminal liability",
            "criminal proceedings",
        ],
    },
    Guardrail {
        id: "children",
        says: "no text lets children be recruited into armed forces or groups, or be used in \
               hostilities",
        sources: &[
            "Optional Protocol to the CRC on children in armed conflict, art. 1 to 4",
            "AP I, art. 77(2)",
            "AP II, art. 4(3)(c)",
            "CIHL rules 136 and 137",
        ],
        phrases: &["child*", "minors", "recruit*", "conscript*", "mobilis*", "mobiliz*"],
    },
    Guardrail {
        id: "hostages",
        says: "no text lets anybody be taken or held as a hostage",
        sources: &["Geneva Conventions, common art. 3(1)(b)", "GC IV, art. 34", "CIHL rule 96"],
        phrases: &["hostage*"],
    },
    Guardrail {
        id: "prisoners-of-war",
        says: "prisoners of war are released and repatriated without delay once active hostilities \
               have ceased, whatever the other side does",
        sources: &["GC III, art. 118", "CIHL rules 128 and 140"],
        phrases: &["prisoner* of war", "pow", "pows", "prisoner*", "repatriat*", "captive*"],
    },
    Guardrail {
        id: "starvation",
        says: "no text lets civilians be starved as a method of warfare, or impartial relief for \
               civilians in need be refused arbitrarily",
        sources: &["AP I, art. 54 and 70", "AP II, art. 14 and 18(2)", "CIHL rules 53 and 55"],
        phrases: &[
            "starv*",
            "famine",
            "siege*",
            "besieg*",
            "blockade*",
            "humanitarian",
            "relief",
            "food",
            "foodstuff*",
            "drinking water",
            "corridor*",
            "convoy*",
        ],
    },
    Guardrail {
        id: "transfer",
        says: "no text has civilians deported or forcibly transferred, unless their own security \
               or imperative military reasons demand an evacuation for as long as these last",
        sources: &["GC IV, art. 49", "AP II, art. 17", "CIHL rules 129 and 132"],
        phrases: &[
            "transfer* of population*",
            "population transfer*",
            "population exchange*",
            "exchange* of population*",
            "deport*",
            "displace*",
            "resettl*",
            "relocat*",
            "evacuat*",
            "expel*",
            "expulsion*",
        ],
    },
];

#[cfg(test)]
mod tests {
    use super::GUARDRAILS;

    #[test]
    fn entries_are_in_order_and_complete() {
        let ids: Vec<&str> = GUARDRAILS.iter().map(|guardrail| guardrail.id).collect();
        assert!(ids.is_sorted() && !ids.is_empty());
        for guardrail in GUARDRAILS {
            assert!(!guardrail.sources.is_empty(), "{}", guardrail.id);
            for phrase in guardrail.phrases {
                assert_eq!(*phrase, phrase.to_lowercase(), "{}", guardrail.id);
            }
        }
    }
}
