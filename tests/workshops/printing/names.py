"""Names that are hard to print."""

HARD_NAMES = {
    "arabic": "محمد عبد الرحمن",
    "bengali": "রবীন্দ্রনাথ ঠাকুর",
    "chinese": "王小明",
    "chinese, rare": "陳喆镕",
    "cyrillic": "Наталія Шевченко-Ґудзь",
    "devanagari": "श्रीमती कृष्णा त्रिपाठी",
    "emoji": "Sam 🌻 Taylor 👩‍⚕️ 3",
    "greek": "Ελένη Παπαδοπούλου",
    "hebrew": "שרה בת־שבע לוי",
    "irish": "Zoë Ó Súilleabháin",
    "japanese": "山田 さくら",
    "korean": "김하늘",
    "one letter": "X",
    "tamil": "சுப்பிரமணியன் இராமசாமி",
    "thai": "สมชาย ใจดีเลิศ",
    "vietnamese": "Nguyễn Thị Hồng Ánh",
    "welsh": "Siôn Ŵyn ap Ŷnyr",
    "very long": "Professor Maximiliana Featherstonehaugh-Cholmondeley-Warrington Fitzwilliam-Beauchamp OBE",
    "one long word": "Wolfeschlegelsteinhausenbergerdorff" * 6,
    "markup": "<b>Robert</b> & \"Tables\" <img src='file:///etc/passwd'>",
}
