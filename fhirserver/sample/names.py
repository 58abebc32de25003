"""Names of many cultures, with the race and ethnicity categories of the US Core extensions.

A native pair (Latin, native script) gives the person a second name in the script of the language.
"""

from __future__ import annotations

from random import Random
from typing import Any, NamedTuple

from fhirserver.sample.codes import Code

OMB = "urn:oid:2.16.840.1.113883.6.238"
LANGUAGES = "urn:ietf:bcp:47"

WHITE = Code(OMB, "2106-3", "White")
BLACK = Code(OMB, "2054-5", "Black or African American")
ASIAN = Code(OMB, "2028-9", "Asian")
NATIVE = Code(OMB, "1002-5", "American Indian or Alaska Native")
PACIFIC = Code(OMB, "2076-8", "Native Hawaiian or Other Pacific Islander")
HISPANIC = Code(OMB, "2135-2", "Hispanic or Latino")
NOT_HISPANIC = Code(OMB, "2186-5", "Not Hispanic or Latino")


class Culture(NamedTuple):
    """Where names come from; names are written "Latin" or "Latin|native script"."""

    weight: int
    race: Code
    ethnicity: Code
    language: Code
    families: tuple[str, ...]
    female: tuple[str, ...]
    male: tuple[str, ...]
    two_families: bool = False


def _language(code: str, display: str) -> Code:
    return Code(LANGUAGES, code, display)


def _culture(
    weight: int,
    race: Code,
    language: Code,
    families: str,
    female: str,
    male: str,
    ethnicity: Code = NOT_HISPANIC,
    two_families: bool = False,
) -> Culture:
    def split(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(","))

    return Culture(weight, race, ethnicity, language, split(families), split(female), split(male), two_families)


ENGLISH = _language("en", "English")

CULTURES = (
    _culture(
        34,
        WHITE,
        ENGLISH,
        "Whitfield, Hartley, Ashworth, Pemberton, Carver, Thornton, Mercer, Langley, Prescott, Holloway, Winslow, "
        "Bradshaw, Kingsley, Fairbanks, Sutton, O'Connell, Abbott, Ackerman, Aldrich, Alden, Atwood, Bancroft, "
        "Barlow, Barrett, Baxter, Beckett, Bellamy, Benson, Blackwell, Blake, Bolton, Bowman, Brewster, Brooks, "
        "Buckley, Burke, Caldwell, Cartwright, Chandler, Chapman, Clarke, Clifford, Colby, Conrad, Cooper, Crawford, "
        "Crosby, Cullen, Dalton, Davenport, Denton, Dixon, Donovan, Drake, Dunbar, Eastman, Eldridge, Ellis, Emerson, "
        "Everett, Farrell, Fletcher, Forsythe, Foster, Gallagher, Gardner, Garrison, Gibbons, Goddard, Graves, "
        "Griffith, Hale, Hammond, Hancock, Harper, Hastings, Hawthorne, Hayes, Hobbs, Hopkins, Hutchinson, Ingram, "
        "Irving, Jennings, Keating, Keller, Kemp, Kendall, Lambert, Lawson, Lockwood, Loomis, Lowell, MacDonald, "
        "Marlowe, Marsh, McAllister, McBride, McCarthy, Merrill, Millard, Montgomery, Morrison, Murdock, Nash, "
        "Newell, Norwood, Oakley, Osborne, Parrish, Paxton, Perkins, Quinn, Radcliffe, Ramsey, Redmond, Rhodes, "
        "Rowland, Sheldon, Sherwood, Sinclair, Stafford, Stanton, Sterling, Stoddard, Talbot, Thatcher, Tilton, "
        "Townsend, Underwood, Vaughan, Wakefield, Walden, Warner, Webster, Wentworth, Whitaker, Wilder, Winters, "
        "Woodruff, Wyatt, Yates",
        "Margaret, Eleanor, Hannah, Grace, Susan, Emily, Patricia, Linda, Abigail, Charlotte, Deborah, Ruth",
        "William, George, Henry, Thomas, Samuel, Robert, Daniel, Walter, Edward, Peter, Andrew, Nathan",
    ),
    _culture(
        14,
        BLACK,
        ENGLISH,
        "Washington, Freeman, Booker, Jefferson, Gaines, Dawson, Coleman, Banks, Charles, Hollis, Rivers, Tate, "
        "Alston, Battle, Beasley, Bolden, Boykin, Bryant, Byrd, Cannon, Covington, Dupree, Easley, Felder, Gadsden, "
        "Gist, Glover, Grady, Hairston, Haynes, Hightower, Ivory, Joyner, Kearse, Leggett, Mack, McNair, Mosley, "
        "Muhammad, Pettway, Pinckney, Randle, Rollins, Ruffin, Sampson, Smalls, Spivey, Toles, Turnipseed, Vance, "
        "Wadley, Whitlock, Womack, Yarborough",
        "Latoya, Denise, Monique, Gloria, Ebony, Imani, Yvonne, Keisha, Tamika, Bernice",
        "Darnell, Marcus, Terrence, Reginald, Isaiah, Jamal, Curtis, Leroy, Andre, Malik",
    ),
    _culture(
        16,
        WHITE,
        _language("es", "Spanish"),
        "García, Hernández, Martínez, Núñez, Rodríguez, Peña, Jiménez, Castañeda, Ortiz, Vásquez, Ramírez, Delgado, "
        "Acosta, Aguilar, Alvarado, Arroyo, Ávila, Benítez, Bermúdez, Calderón, Cárdenas, Cervantes, Cisneros, "
        "Córdova, Domínguez, Escobar, Espinoza, Figueroa, Fuentes, Gallegos, Guerrero, Ibáñez, Lozano, Maldonado, "
        "Mejía, Montoya, Navarro, Ochoa, Orozco, Pacheco, Quintero, Quiñones, Rosales, Salazar, Sandoval, Serrano, "
        "Solís, Tapia, Trejo, Valdez, Villanueva, Zamora, Zúñiga",
        "María José, Guadalupe, Lucía, Ximena, Rosa, Sofía, Inés, Carmen, Valentina, Begoña",
        "José Luis, Andrés, Joaquín, Raúl, Héctor, Ángel, Miguel, Íñigo, Mateo, Ramón",
        ethnicity=HISPANIC,
        two_families=True,
    ),
    _culture(
        6,
        ASIAN,
        _language("zh", "Chinese"),
        "Wang|王, Li|李, Zhang|张, Liu|刘, Chen|陈, Yang|杨, Huang|黄, Zhao|赵",
        "Xiuying|秀英, Min|敏, Jing|静, Li Na|丽娜, Yan|艳, Mei Ling|美玲",
        "Wei|伟, Qiang|强, Jun|军, Haoran|浩然, Ming|明, Guang|光",
    ),
    _culture(
        6,
        ASIAN,
        _language("hi", "Hindi"),
        "Sharma|शर्मा, Patel|पटेल, Gupta|गुप्ता, Iyer, Reddy, Singh|सिंह, Nair, Banerjee, Desai",
        "Priya|प्रिया, Ananya|अनन्या, Lakshmi|लक्ष्मी, Kavita|कविता, Meera|मीरा, Sunita|सुनीता",
        "Rajesh|राजेश, Arjun|अर्जुन, Vikram|विक्रम, Sanjay|संजय, Anil|अनिल, Rohan|रोहन",
    ),
    _culture(
        4,
        ASIAN,
        _language("vi", "Vietnamese"),
        "Nguyễn, Trần, Lê, Phạm, Hoàng, Võ, Đặng, Bùi",
        "Thị Hương, Thị Lan, Ngọc Ánh, Thu Hà, Bích Thủy, Mai",
        "Văn Minh, Đức Anh, Quốc Bảo, Hữu Phước, Thành, Tuấn",
    ),
    _culture(
        4,
        WHITE,
        _language("ar", "Arabic"),
        "Al-Khalil|الخليل, Haddad|حداد, Mansour|منصور, Nasser|ناصر, Khoury|خوري, Saleh|صالح",
        "Fatima|فاطمة, Layla|ليلى, Amina|أمينة, Noor|نور, Rania|رانيا, Huda|هدى",
        "Omar|عمر, Yusuf|يوسف, Karim|كريم, Tariq|طارق, Samir|سمير, Hassan|حسن",
    ),
    _culture(
        3,
        ASIAN,
        _language("ja", "Japanese"),
        "Sato|佐藤, Suzuki|鈴木, Takahashi|高橋, Tanaka|田中, Watanabe|渡辺, Ito|伊藤",
        "Yoko|陽子, Keiko|恵子, Sakura|さくら, Haruka|遥, Michiko|美智子",
        "Hiroshi|浩, Kenji|健二, Takumi|匠, Daiki|大輝, Satoshi|聡",
    ),
    _culture(
        3,
        ASIAN,
        _language("ko", "Korean"),
        "Kim|김, Lee|이, Park|박, Choi|최, Jung|정, Kang|강",
        "Ji-woo|지우, Min-seo|민서, Soo-jin|수진, Hye-jin|혜진, Young-hee|영희",
        "Min-jun|민준, Seo-jun|서준, Dong-hyun|동현, Sung-ho|성호, Young-soo|영수",
    ),
    _culture(
        4,
        WHITE,
        _language("pl", "Polish"),
        "Wiśniewski, Kowalczyk, Zieliński, Dąbrowski, Mazur, Łukaszewicz, Szczepański",
        "Agnieszka, Małgorzata, Zofia, Halina, Krystyna, Danuta",
        "Stanisław, Wojciech, Grzegorz, Zbigniew, Michał, Paweł",
    ),
    _culture(
        3,
        WHITE,
        _language("ru", "Russian"),
        "Ivanov|Иванов, Sokolov|Соколов, Volkov|Волков, Morozov|Морозов, Orlov|Орлов",
        "Olga|Ольга, Svetlana|Светлана, Natalia|Наталья, Irina|Ирина",
        "Dmitri|Дмитрий, Sergei|Сергей, Aleksei|Алексей, Boris|Борис",
    ),
    _culture(
        3,
        BLACK,
        ENGLISH,
        "Okafor, Adeyemi, Mensah, Nwosu, Diallo, Ọlárìnwájú, Tesfaye",
        "Adaeze, Ngozi, Amara, Folasade, Abena, Selam",
        "Chukwuemeka, Babatunde, Kwame, Olumide, Kofi, Abebe",
    ),
    _culture(
        1,
        NATIVE,
        ENGLISH,
        "Begay, Yazzie, Tsosie, Benally, Nez, Tallbear",
        "Doli, Haseya, Shandiin, Nizhoni, Leona",
        "Ashkii, Nastas, Sani, Wayne, Hok'ee",
    ),
    _culture(
        1,
        PACIFIC,
        ENGLISH,
        "Kalākaua, Kamehameha, Tuilagi, Faleafa, Māhealani",
        "Leilani, Kailani, Moana, Sefina",
        "Keoni, Ikaika, Tama, Sione",
    ),
)
_WEIGHTS = [culture.weight for culture in CULTURES]


def choose_culture(rng: Random) -> Culture:
    """A culture, as often as in the sample's town."""
    return rng.choices(CULTURES, _WEIGHTS)[0]


def human_names(rng: Random, culture: Culture, sex: str, *, married: bool = False) -> list[dict[str, Any]]:
    """A person's names: the official one, the one in native script if there is one, a maiden name if married."""
    given = rng.choice(culture.female if sex == "female" else culture.male)
    family = rng.choice(culture.families)
    latin_given, _, native_given = given.partition("|")
    latin_family, _, native_family = family.partition("|")
    if culture.two_families:
        latin_family = f"{latin_family} {rng.choice(culture.families)}"
    official: dict[str, Any] = {"use": "official", "family": latin_family, "given": latin_given.split(" ")}
    if culture.language is ENGLISH and rng.random() < 0.4:
        official["given"].append(f"{rng.choice('ABCDEFGHJKLMNPRSTVW')}.")
    names = [official]
    if native_given and native_family:
        official["extension"] = [_representation("ABC")]
        names.append(
            {
                "extension": [_representation("IDE")],
                "use": "usual",
                "text": f"{native_family} {native_given}",
                "family": native_family,
                "given": [native_given],
            }
        )
    if married:
        maiden = rng.choice(culture.families).partition("|")[0]
        names.append({"use": "maiden", "family": maiden, "given": list(official["given"])})
    return names


def _representation(code: str) -> dict[str, str]:
    return {"url": "http://hl7.org/fhir/StructureDefinition/iso21090-EN-representation", "valueCode": code}
