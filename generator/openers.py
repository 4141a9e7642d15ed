"""Words that tell where a sentence or an aside begins, as parts of patterns, and those that only join a compound.

It knows no rule; where damage has eaten a space, or doubled a hyphen, these words say what stood there.
"""

from __future__ import annotations

# Words that open a sentence: only before one of them (and another word) may a full stop lack its space.
SENTENCE_OPENERS = (
    "A|An|The|This|These|Those|That|There|Here|It|Its|They|Their|We|Our|Ours|I|You|In|On|At|To|For|From|By|With|Without|Within"
    "|Of|As|If|When|While|Where|Whereas|Once|Since|Because|Although|Though|Despite|Unlike|Like|Given|Through|Under|Over|After"
    "|Before|During|Among|Between|However|Moreover|Furthermore|Additionally|Besides|Then|Thus|Therefore|Hence|Consequently"
    "|Finally|Lastly|First|Firstly|Second|Secondly|Third|Next|Also|And|But|Yet|So|Or|Not|No|Both|Each|Every|All|Some|Many|Most"
    "|Such|Several|Specifically|Particularly|Notably|Importantly|Surprisingly|Interestingly|Remarkably|Recently|Currently"
    "|Experiments|Experimental|Extensive|Empirical|Empirically|Results|Based|Using|Code|Codes|Compared|Inspired|Motivated"
    "|Existing|Recent|Previous|Other|Another|Instead|Overall|Together|Via|Building|Leveraging"
)

# Words that open an aside or go on after it: a closed-up "--" before one of them is a dash between clauses. Of the open
# classes only those participles that end no compound ("rule--based", "fine--tuning" are one word), and adverbs.
ASIDE_OPENERS = (
    "(?:a|an|the|this|these|those|that|which|who|whose|where|when|while|whereas|whether|what|how|why|it|its|they|their|we|our"
    "|in|on|at|of|to|for|from|by|with|without|within|across|over|under|into|onto|through|than|as|like|unlike|such|both|and"
    "|or|but|nor|yet|so|if|because|since|although|though|even|not|no|only|just|also|is|are|was|were|be|has|have|had|can|could"
    "|may|might|will|would|should|must|does|do|did|namely|i\\.e|e\\.g|known|thus|hence|often|most|all|some|any|each|one|two"
    "|including|excluding|allowing|resulting|demonstrating|showing|suggesting|indicating|implying|ensuring|highlighting"
    "|revealing|surpassing|outperforming|providing|regarding|concerning|considering|assuming|meaning|spanning|leveraging"
    "|comprising|consisting|covering|called|coined|dubbed|termed|referred|defined|compared|rather"
    "|(?!(?:family|anomaly|assembly|friendly|supply|early|likely|daily|weekly|monthly|yearly|hourly|poly|multiply|apply|fly)\\b)"
    "[a-z]{2,20}ly)(?![\\w-])"
)

# Words before, and after, a doubled hyphen that make one word of both ("self--supervised", "well--known", "zero--one").
_FIRST_HALVES = (
    "fine self pre post semi multi non co cross inter intra anti sub super zero few one two three many well best better least"
    " little less long short high low mid large small real near real rule data human end state out up plug drop built add opt"
    " check stand hands head log bolt zoom either yes must would plus left right open closed"
).split()
_SECOND_HALVES = (
    "based|driven|aware|agnostic|wise|tuned|tuning|trained|training|supervised|centric|centered|level|specific|free|guided"
    "|conditioned|shot|scale|tail|tailed|head|headed|modal|agent|task|hop|step|turn|lingual|world|only|like|in|to|of"
)
# To be put right behind the "--".
NOT_AFTER_HALF = "".join(f"(?<!\\b{half}--)" for half in dict.fromkeys(_FIRST_HALVES))
NOT_BEFORE_HALF = f"(?!(?:{_SECOND_HALVES})--|(?:{_SECOND_HALVES.removesuffix('|only|like|in|to|of')})(?![\\w-]))"
