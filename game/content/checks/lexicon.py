"""Words that the rules of texts look for, in English and Vietnamese. Short lists: what they miss a reader finds."""

import re
from typing import Final


def _compile_word_pattern(*words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(words)})(?!\w)", re.IGNORECASE)


VERDICTS: Final = _compile_word_pattern(
    r"(?:correct|wrong|right|good|bad|wise|poor) (?:choice|answer|decision)",
    "well done", "good job", "congratulations", "you failed", "you did well",
    r"you should(?: not|n't|n’t)? have", r"you were (?:right|wrong)", r"you chose (?:well|badly|wisely|poorly)",
    "đúng rồi", "sai rồi", r"(?:lựa chọn|quyết định|câu trả lời) (?:đúng|sai|tốt|tồi|sáng suốt)",
    r"(?:lẽ ra|đáng lẽ) (?:bạn|anh|chị)", "giỏi lắm", "làm tốt lắm", "chúc mừng bạn",
    r"bạn đã (?:chọn|làm) (?:đúng|sai)",
)  # fmt: skip
"""What a narrator says who thinks for the reader."""

INSULTS: Final = _compile_word_pattern(
    r"idiots?", r"morons?", r"imbeciles?", r"fools?", "stupid", "dumb", "pathetic", "worthless", "incompetent", "lazy",
    r"losers?", r"clowns?", r"cretins?", "shut up",
    "ngu", "ngu ngốc", "ngu xuẩn", "đần", "đần độn", "vô dụng", "bất tài", "lười biếng", "khốn nạn", "mất dạy",
    "câm đi", r"(?:đồ|thằng|con) (?:khốn|ngu|hèn|điên|tồi)",
)  # fmt: skip

VILLAINY: Final = _compile_word_pattern(
    r"scapegoats?", "take the fall", r"under the bus", "revenge", r"make (?:\S+) pay", r"teach (?:\S+) a lesson",
    r"(?:destroy|crush|ruin|punish|humiliate)(?:s|ed|ing)?", r"get rid of (?:him|her|them|\{\w+\})",
    "trả thù", "thế mạng", "đổ vạ", "trừng trị", "tống khứ", "biết tay", "bẽ mặt", r"cho (?:\S+ ){1,2}một bài học",
)  # fmt: skip
"""Words for an option that blames: nobody who thinks of himself as fair would use them."""

EVERYDAY: Final = frozenset(
    {
        "CEO", "CTO", "CFO", "COO", "HR", "IT", "PR", "AI", "TV", "OK", "ID", "PC", "SMS", "PDF", "USB", "QR", "VAT",
        "ATM", "GPS", "FAQ", "EU", "UK", "US", "USA", "USD", "VND", "VN", "AM", "PM", "DJ", "VIP", "FM", "SOS", "TODO",
        "CSKH", "HĐQT", "TP", "HCM", "TPHCM", "TGĐ", "GĐ", "VNĐ", "UBND", "ĐH", "SV", "NV", "HN", "SG",
    }
)  # fmt: skip
"""Abbreviations that need no word of explanation to a manager."""

JARGON: Final = _compile_word_pattern(
    "runway", "burn rate", "churn", "covenant", "earn-out", "term sheet", "cap table", "vesting", "due diligence",
    "EBITDA", "upsell", "backlog", "refactoring", "refactor", "rollback", "failover", "hotfix", "regression test",
    "load test", "latency", "throughput", "sharding", "webhook", "microservices?", "kubernetes", "middleware",
    "cron job", "idempotent", "race condition", "deadlock", "garbage collection", "feature flag", "blue-green",
    "canary release", "connection pool", "replication lag", "load balancer", "penetration test", "zero-day",
)  # fmt: skip
"""Words of one trade that the other chair may not know."""

THINGS: Final = _compile_word_pattern(
    r"(?:say|ask|write|read|reply|tell|answer|call|ring|sign|shout|whisper|print)(?:s|es|ies)?", "says", "replies",
    r"mails?", r"letters?", r"notes?", r"tickets?", r"messages?", r"charts?", r"photographs?", r"photos?", r"films?",
    r"minutes of", r"contracts?", r"notices?", r"lists?", r"reports?", r"logs?", r"headlines?", r"posts?", r"papers?",
    "nói", "hỏi", "viết", "đọc", "trả lời", "gọi", "ký", "thư", "giấy", "tin nhắn", "danh sách", "báo cáo", "hợp đồng",
    "ảnh", "biên bản", "thông báo", "bảng", "vé", "sổ",
)  # fmt: skip
"""Somebody speaks, or a thing is there that one could hold up."""
