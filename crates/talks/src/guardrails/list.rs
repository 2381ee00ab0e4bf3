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
    /// Phrases that speak of the subject: terms between ` + `, which have to stand near each other
    /// in any order. A term is one of several words, `|` between them; in small letters, `*` ends a
    /// beginning of a word, and a name of [`CLASSES`](super::CLASSES) stands for its words.
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
            "impunit*",
            "clemency",
            "indemnit*",
            "prosecut*|nonprosecut*",
            "unpunish*",
            "criminal*|decriminali*",
            "penal",
            "oblivion",
            "bygones",
            "absolv*|absolution",
            "exonerat*|exculpat*|acquit*",
            "forgiv*|forgotten",
            "lenien*|mercy",
            "reprieve*|remission|commutation",
            "indict*",
            "extradit*",
            "tribunal*",
            "hague",
            "statut* + limitation*",
            "time|timebarred|prescription + barred|crime*|offence*|offense*|prosecut*",
            "arrest* + warrant*",
            "safe + conduct",
            "clean + slate",
            "blind + eye",
            "past + line|acts|deeds|conduct|event*|wrong*|page|chapter|behind|bury|buried|book*",
            "turn*|close* + page|chapter",
            "{not} + tried|trial*|charged|accus*|sentenced|punish*|convict*|investigat*|inquir*",
            "{not} + accountab*|liable|liabilit*|answerable|culpab*|blame*|guilt*|complicit*",
            "{not} + justice|court|courts|jurisdiction|arrest*|summon*|sued|surrendered|delinquen*",
            "{not} + held|bear|bears|incur* + responsib*",
            "{drop} + charges|charge|proceeding*|sentence|sentences|convict*|warrant*|verdict*",
            "{drop} + investigat*|inquir*|punish*|accus*|judgment*|judgement*|jurisdiction|trial*",
            "{drop} + criminal|cases|file|files",
            "discharg*|releas*|free|freed|exempt* + liab*|responsib*|guilt*|punish*|convict*|sentenced",
            "discharg*|releas*|free|freed + irrespective|regardless + offence*|offense*|crime*|acts",
            "face|brought|bring + justice|trial|court|charges|judge*",
            "account + called|held|bring|brought + {not}",
            "destroy*|seal*|expung*|eras* + file|files|evidence|dossier*|inquir*",
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
        phrases: &[
            "child*",
            "minors",
            "recruit*",
            "conscript*",
            "mobilis*",
            "mobiliz*",
            "underage*",
            "under + age|aged|arms",
            "below|under + eighteen|seventeen|sixteen|fifteen|18|17|16|15 + \
             years|age|aged|person|persons|recruit*",
            "juvenile*",
            "adolescen*",
            "teen*",
            "boys|boy|girls|girl|schoolboy*|schoolgirl*",
            "orphan*",
            "cadet*",
            "youngster*|kids",
            "youth*",
            "enlistment|enlists|enlisted|enlist + age|aged|birthday|young*|{people}",
            "levy|levies|levied + {people}|age|village*|men|sons",
            "military + service|training|duty|instruction",
            "young*|pupil*|student*|sons|daughters|minor + {serve}",
            "age|aged|ages|birthday|born|fourteen|fifteen|sixteen|seventeen + {serve}",
            "sons|daughters + gives|give|send|sends|age",
            "school* + called|call",
            "{not}|minimum|lower* + age",
        ],
    },
    Guardrail {
        id: "collective-punishment",
        says: "no text has anybody punished for what he or she did not do, or lets civilians or others \
               who are protected suffer reprisals",
        sources: &[
            "GC IV, art. 33",
            "AP I, art. 51(6) and 75(2)(d)",
            "AP II, art. 4(2)(b)",
            "CIHL rules 103, 146 and 148",
        ],
        phrases: &[
            "reprisal*",
            "retaliat*",
            "revenge*|vengeance",
            "titfortat",
            "collective*|collectively + punish*|penalt*|fine|fines|liab*|responsib*|guilt*|sanction*",
            "punitive",
            "kind + answer*|measure*|respon*|repl*|strike* + {people}|{group}|attack*|fire",
            "{group}|{kin}|whole + punish*|penali*|penalt*|fine|fined|fines|guilt*|retribut*",
            "{group}|whole + answer|answers|answerable|liable|accountable|responsible",
            "{kin} + lose*|demolish*|burn*|evict*|pension*|house*|home*",
            "demolish*|demolition*|burn|burnt|burned|raze*|pulled|torn|destr* + house*|home*|village*",
            "curfew* + return|incident*|attack*|shot*|penalt*",
            "population|villag*|town*|inhabitant*|district* + consequence*|suffer*",
            "eye + attack*|civilian*|applies",
        ],
    },
    Guardrail {
        id: "hostages",
        says: "no text lets anybody be taken or held as a hostage",
        sources: &["Geneva Conventions, common art. 3(1)(b)", "GC IV, art. 34", "CIHL rule 96"],
        phrases: &[
            "hostage*",
            "ransom*",
            "abduct*",
            "kidnap*",
            "human + shield*",
            "bargaining + chip*|counter*",
            "captured|captive*|seized + {people}|{group}|engineer*|worker*|staff|delegat*",
            "suret*|vouch*|bail + {people}|keep*|kept|notable*|elder*|held|handed|hold*",
            "guarantor*|guarantee*|pledge*|securit*|token|assurance*|collateral + {held}|taken + \
             {people}|{group}|{kin}|notable*|elder*|mayor*|leader*|staff|delegat*|worker*",
            "{held} + {people}|{group}|{kin}|delegat*|staff|worker* + exchange*|return|against|until|unless|\
             swap*|payment*|paid|pay|trade*",
            "{people}|detainee* + freed|free|released|release|swap*|exchanged|let + payment*|paid|\
             ransom*|against|until|unless|fuel",
            "{not} + free|allowed|permitted + leave|depart + {people}|delegat*|staff|worker*|mission",
        ],
    },
    Guardrail {
        id: "prisoners-of-war",
        says: "prisoners of war are released and repatriated without delay once active hostilities \
               have ceased, whatever the other side does",
        sources: &["GC III, art. 118", "CIHL rules 128 and 140"],
        phrases: &[
            "pow",
            "pows",
            "prisoner*",
            "repatriat*",
            "captive*|captivit*",
            "internee*|detainee*",
            "captur*|surrender* + {fighter}",
            "{fighter} + {held}|camp|camps",
            "our|their|other + hands",
            "deprived + liberty",
            "camp|camps + open|stay|closed|released|until|liberat*|return*",
            "intern|interned|detained|swapped|captured + {people}|{fighter}|arms|home",
        ],
    },
    Guardrail {
        id: "refoulement",
        says: "no text sends anybody to where torture or enforced disappearance awaits him or her, or, \
               but for art. 33(2) of the Refugee Convention, a refugee to where life or freedom is \
               threatened, or has those who were displaced go back against their will",
        sources: &[
            "Convention against Torture, art. 3",
            "Refugee Convention, art. 33",
            "Convention against Enforced Disappearance, art. 16",
            "GC IV, art. 45",
            "CIHL rule 132",
        ],
        phrases: &[
            "refoul*",
            "refugee*",
            "asylum*",
            "extradit*",
            "rendition*",
            "fugitive*",
            "migrant*|immigrant*",
            "returnee*",
            "repatriat* + compul*|forc*|mandatory|involuntar*|{not}",
            "displaced|fled|flee*|escap*|defector*|deserter*|dissident*|undocumented|exile* + \
             return*|back|hand*|surrender*|deliver*|given|sent|send*|remov*|go|home|camp*",
            "pushed|push|pushback* + back|border*|arrival*",
            "put|sent|turned|driven + border*|frontier* + {people}|{group}|{fighter}|arrival*",
            "protection|protected + status|end|ends|lapse*|withdrawn + signature|day|refug*|{people}",
            "{not} + exempt + return*",
            "forced|forcibl*|compul*|mandatory|involuntar*|oblig* + return|returned|returns",
            "sent|send|sends|go|goes|return + home|back + {people}|{group}|wish*|against|unwilling",
        ],
    },
    Guardrail {
        id: "starvation",
        says: "no text lets civilians be starved as a method of warfare, or impartial relief for \
               civilians in need be refused arbitrarily",
        sources: &["AP I, art. 54 and 70", "AP II, art. 14 and 18(2)", "CIHL rules 53 and 55"],
        phrases: &[
            "starv*",
            "famine",
            "hunger*",
            "siege*",
            "besieg*",
            "blockad*|blocad*",
            "encircl*",
            "humanitarian",
            "relief",
            "food|foodstuff*|foods",
            "nourish*|nutrition*|malnutrition|malnourish*",
            "grain|flour|bread|rations|ration|crops|livestock|harvest*",
            "provisions + {not}|pass|passes|cut|stop*|refus*|withh*|town*|cit*|food|ring|siege*",
            "drinking|mains + water",
            "irrigation",
            "water|wells|medicine*|medical|electricity|heating + cut|shut|stopp*|target*|refuse*|\
             destroy*|deny|denied|withh*|resist*|depriv*|{not}",
            "supplies|supply + cut|stop*|shut|until|refus*|town*|cit*|population|enclave*|deny|denied",
            "corridor*",
            "convoy*",
            "aid|assistance + convoy*|worker*|refus*|turned|withh*|deny|denied|condition*|{not}",
            "sealed|cut + off|town*|cit*|enclave*",
            "enclave*|pocket + goods|closed|road*|supplies|nothing",
        ],
    },
    Guardrail {
        id: "torture",
        says: "no text allows torture or cruel, inhuman or degrading treatment, whatever the \
               circumstances",
        sources: &[
            "Convention against Torture, art. 2(2) and 16",
            "Geneva Conventions, common art. 3(1)(a) and (c)",
            "AP II, art. 4(2)(a)",
            "CIHL rule 90",
        ],
        phrases: &[
            "tortur*",
            "inhuman*",
            "degrading",
            "illtreat*|maltreat*|mistreat*",
            "cruel*",
            "flog*|whip|whipped|whipping|lash|lashes|caning",
            "mutilat*",
            "waterboard*|electroshock*",
            "corporal + punish*",
            "duress",
            "beaten|beating*|beat + {people}|custody|suspect*|detain*|prisoner*",
            "harsh|rough|ill + treatment|treated|method*|question*|interrogat*",
            "coerc*|physical* + force|forc*|coerc*|pressure|interrog*|question*|detain*|urgent",
            "interrogat* + method*|technique*|enhanced|pressure|suspect*|detain*|prisoner*|measures",
            "questioning|questioned + pressure|pain|force|suspect*|detain*|captive*|doctor*|counsel",
            "stress + position*",
            "sleep + depriv*|deny|denied|without",
            "solitary + confine*|prolonged|detain*",
            "confession* + obtain*|admissib*|valid|extract*|force*",
            "pain|suffering + inflict*|information|cause*|detain*|suspect*|prisoner*",
            "prisoner*|suspect*|detain*|captive* + talk|speak|break|hood*|blindfold*|shackl*",
        ],
    },
    Guardrail {
        id: "transfer",
        says: "no text has civilians deported or forcibly transferred, unless their own security \
               or imperative military reasons demand an evacuation for as long as these last",
        sources: &["GC IV, art. 49", "AP II, art. 17", "CIHL rules 129 and 132"],
        phrases: &[
            "transfer* + {people}|{group}",
            "exchange*|swap*|separat*|sort*|unmix* + population*|communit*|inhabitant*|villag*|ethnic*",
            "deport*",
            "displace*",
            "resettl*",
            "relocat*",
            "evacuat*",
            "expel*",
            "expulsion*",
            "ethnic* + composition|sort*|separat*|pur*|balance|restor*",
            "homogen*",
            "cleans* + {people}|{group}|area*",
            "colonist*|settlers",
            "residence|residency + lose*|lost|revok*|withdraw*|oath*|end*",
            "{people}|{group} + moved|move|moves|moving|removed|remove|removal|uproot*|evict*|eviction*|cleared|\
             emptied|vacat*|depart|departs|departure*|quit|quits|emigrat*|driven|banish*|exile*",
            "population*|inhabitant*|resident*|civilian*|villager*|famil* + leave|leaves|left|brought|\
             sent|free|clear",
            "return + fled|refugee*|displaced + {not}|ban*|end*|forbid*|prohibit*|later",
            "majority|minority + move*|leave*|belong*",
            "own + people|kin + take*|over|beyond",
        ],
    },
    Guardrail {
        id: "weapons",
        says: "no text lets poison, biological or chemical weapons be used, or riot control agents as \
               a method of warfare",
        sources: &[
            "Chemical Weapons Convention, art. I",
            "Biological Weapons Convention, art. I",
            "Geneva Gas Protocol of 1925",
            "CIHL rules 72 to 75",
        ],
        phrases: &[
            "chemical* + weapon*|munition*|shell*|agent*|warfare|attack*|stockpil*|bomb*|arms",
            "biological*|bacteri*|germ|germs|microb* + weapon*|means|agent*|warfare|arms|method*|attack*",
            "bioweapon*|bioagent*",
            "toxic*|nerve|blister*|mustard|riot|incapacitat*|choking|binary + agent*|munition*|gas|gases|\
             substance*|shell*|weapon*",
            "toxin*",
            "poison*",
            "sarin|phosgene|chloropicrin|novichok|tabun|soman|vx|ricin|anthrax|botulin*|lewisite",
            "chlorine + gas|release*|used|use|attack*|drop*|shell*",
            "pathogen*|plague|smallpox",
            "asphyxiat*",
            "gas|gases + tear|irritant|choking|poison*|shell*|munition*|trench*|attack*|warfare|fill*",
        ],
    },
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::GUARDRAILS;
    use crate::guardrails::CLASSES;

    #[test]
    fn entries_are_in_order_and_complete() {
        let ids: Vec<&str> = GUARDRAILS.iter().map(|guardrail| guardrail.id).collect();
        assert!(ids.is_sorted() && !ids.is_empty());
        for guardrail in GUARDRAILS {
            assert!(!guardrail.sources.is_empty(), "{}", guardrail.id);
        }
    }

    #[test]
    fn phrases_are_written_as_they_are_read() {
        let word = |word: &str| {
            let letters = word.strip_suffix('*').unwrap_or(word);
            letters.len() > 1
                && letters.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        let class = |part: &str| CLASSES.iter().any(|(name, _)| *name == part);
        for (name, words) in CLASSES {
            assert!(words.iter().all(|one| word(one)), "{name}");
        }
        for phrase in GUARDRAILS.iter().flat_map(|guardrail| guardrail.phrases) {
            let terms: Vec<&str> = phrase.split(" + ").collect();
            assert_eq!(terms.iter().collect::<BTreeSet<_>>().len(), terms.len(), "{phrase}");
            let parts = terms.iter().flat_map(|term| term.split('|'));
            for part in parts {
                assert!(word(part) || class(part), "{phrase}: {part}");
            }
        }
    }
}
