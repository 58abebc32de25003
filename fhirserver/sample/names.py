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
    composed: tuple[str, ...] = (),
) -> Culture:
    """A culture; ``composed`` are further family names."""
    return Culture(
        weight, race, ethnicity, language, _split(families) + composed, _split(female), _split(male), two_families
    )


def _split(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(","))


def _composed(beginnings: str, ends: str) -> tuple[str, ...]:
    """Family names as they came about: every beginning with every end, such as Ash and worth."""
    return tuple(begin + end for begin in _split(beginnings) for end in _split(ends))


ENGLISH = _language("en", "English")

CULTURES = (
    _culture(
        34,
        WHITE,
        ENGLISH,
        "Whitfield, Hartley, Ashworth, Pemberton, Carver, Thornton, Mercer, Langley, Prescott, Holloway, Winslow, "
        "Bradshaw, Kingsley, Fairbanks, Sutton, O'Connell, Abbott, Ackerman, Aldrich, Alden, Atwood, Bancroft, "
        "Barlow, Barrett, Baxter, Beckett, Bellamy, Benson, Blackwell, Blake, Bolton, Bowman, Brewster, Brooks, "
        "Buckley, Burke, Caldwell, Cartwright, Chandler, Chapman, Clarke, Clifford, Colby, Conrad, Cooper, "
        "Crawford, Crosby, Cullen, Dalton, Davenport, Denton, Dixon, Donovan, Drake, Dunbar, Eastman, Eldridge, "
        "Ellis, Emerson, Everett, Farrell, Fletcher, Forsythe, Foster, Gallagher, Gardner, Garrison, Gibbons, "
        "Goddard, Graves, Griffith, Hale, Hammond, Hancock, Harper, Hastings, Hawthorne, Hayes, Hobbs, Hopkins, "
        "Hutchinson, Ingram, Irving, Jennings, Keating, Keller, Kemp, Kendall, Lambert, Lawson, Lockwood, Loomis, "
        "Lowell, MacDonald, Marlowe, Marsh, McAllister, McBride, McCarthy, Merrill, Millard, Montgomery, Morrison, "
        "Murdock, Nash, Newell, Norwood, Oakley, Osborne, Parrish, Paxton, Perkins, Quinn, Radcliffe, Ramsey, "
        "Redmond, Rhodes, Rowland, Sheldon, Sherwood, Sinclair, Stafford, Stanton, Sterling, Stoddard, Talbot, "
        "Thatcher, Tilton, Townsend, Underwood, Vaughan, Wakefield, Walden, Warner, Webster, Wentworth, Whitaker, "
        "Wilder, Winters, Woodruff, Wyatt, Yates",
        "Margaret, Eleanor, Hannah, Grace, Susan, Emily, Patricia, Linda, Abigail, Charlotte, Deborah, Ruth",
        "William, George, Henry, Thomas, Samuel, Robert, Daniel, Walter, Edward, Peter, Andrew, Nathan",
        composed=_composed(
            "Al, Ben, Black, Brad, Bram, Brom, Burn, Chad, Charl, Clay, Cole, Cran, Dal, Dun, El, Fair, Farn, Gar, "
            "Glad, Green, Had, Hal, Har, Hart, Hazel, Hol, Hunt, Ken, Kirk, Lang, Lin, Long, Mars, Mel, Mil, Nor, "
            "Oak, Old, Pres, Rad, Red, Rock, Roth, Rush, Sel, Shel, Stan, Stock, Strat, Thorn, Wal, Ware, West, "
            "Whit, Wil, Win",
            "bourne, bridge, brook, bury, by, cliffe, combe, dale, field, ford, grave, ham, land, leigh, man, "
            "mere, more, ridge, shaw, stead, ton, well, wick, wood, worth",
        ),
    ),
    _culture(
        14,
        BLACK,
        ENGLISH,
        "Washington, Freeman, Booker, Jefferson, Gaines, Dawson, Coleman, Banks, Charles, Hollis, Rivers, Tate, "
        "Alston, Battle, Beasley, Bolden, Boykin, Bryant, Byrd, Cannon, Covington, Dupree, Easley, Felder, "
        "Gadsden, Gist, Glover, Grady, Hairston, Haynes, Hightower, Ivory, Joyner, Kearse, Leggett, Mack, McNair, "
        "Mosley, Muhammad, Pettway, Pinckney, Randle, Rollins, Ruffin, Sampson, Smalls, Spivey, Toles, Turnipseed, "
        "Vance, Wadley, Whitlock, Womack, Yarborough",
        "Latoya, Denise, Monique, Gloria, Ebony, Imani, Yvonne, Keisha, Tamika, Bernice",
        "Darnell, Marcus, Terrence, Reginald, Isaiah, Jamal, Curtis, Leroy, Andre, Malik",
        composed=_composed(
            "Adam, Daniel, David, Edward, Gib, Harri, Hender, Hud, Jack, Jami, John, Law, Matthew, Nel, Nichol, "
            "Patter, Peter, Richard, Robert, Robin, Samuel, Simp, Steven, Thomp, Wat, Wil",
            "son",
        )
        + _composed(
            "Arm, Brid, Craw, Ever, Good, High, King, Lock, Over, Penn, Rob, Shack, Sim, Sum, Tim, Wade, Wool",
            "ett, ford, ington, ley, man, mons, well",
        ),
    ),
    _culture(
        16,
        WHITE,
        _language("es", "Spanish"),
        "García, Hernández, Martínez, Núñez, Rodríguez, Peña, Jiménez, Castañeda, Ortiz, Vásquez, Ramírez, "
        "Delgado, Acosta, Aguilar, Alvarado, Arroyo, Ávila, Benítez, Bermúdez, Calderón, Cárdenas, Cervantes, "
        "Cisneros, Córdova, Domínguez, Escobar, Espinoza, Figueroa, Fuentes, Gallegos, Guerrero, Ibáñez, Lozano, "
        "Maldonado, Mejía, Montoya, Navarro, Ochoa, Orozco, Pacheco, Quintero, Quiñones, Rosales, Salazar, "
        "Sandoval, Serrano, Solís, Tapia, Trejo, Valdez, Villanueva, Zamora, Zúñiga",
        "María José, Guadalupe, Lucía, Ximena, Rosa, Sofía, Inés, Carmen, Valentina, Begoña",
        "José Luis, Andrés, Joaquín, Raúl, Héctor, Ángel, Miguel, Íñigo, Mateo, Ramón",
        ethnicity=HISPANIC,
        two_families=True,
        composed=_composed(
            "Alvar, Antún, Benít, Bermúd, Cháv, Estév, Fernánd, Flor, Galínd, Góm, Gutiérr, Henríqu, Laín, Lóp, "
            "Marqu, Ménd, Menénd, Narvá, Ordóñ, Pér, Ramír, Rodrígu, Sánch, Suár, Téll, Velázqu, Ximén, Yáñ",
            "ez",
        )
        + _split(
            "Aguirre, Arias, Ayala, Barrera, Becerra, Blanco, Bravo, Bustamante, Caballero, Cabrera, Camacho, "
            "Campos, Cano, Carrasco, Carrillo, Castillo, Cordero, Correa, Cortés, Cruz, Duarte, Durán, Elizondo, "
            "Enríquez, Farías, Franco, Galván, Gallardo, Garza, Godoy, Guzmán, Herrera, Hidalgo, Hurtado, "
            "Jaramillo, Juárez, Lara, León, Luna, Macías, Marín, Medina, Mendoza, Mercado, Miranda, Molina, "
            "Montero, Mora, Morales, Moreno, Muñoz, Murillo, Nava, Nieto, Olivares, Ortega, Padilla, Palacios, "
            "Paredes, Parra, Pineda, Ponce, Prado, Rangel, Reyes, Ríos, Rivas, Robles, Rocha, Rojas, Romero, "
            "Rubio, Ruiz, Saavedra, Salas, Salinas, Santana, Santos, Segura, Silva, Soto, Suárez, Toledo, Toro, "
            "Torres, Trujillo, Valencia, Valenzuela, Varela, Vega, Vera, Vidal, Villa, Villalobos, Villarreal, "
            "Yáñez, Zapata, Zavala"
        ),
    ),
    _culture(
        6,
        ASIAN,
        _language("zh", "Chinese"),
        "Wang|王, Li|李, Zhang|张, Liu|刘, Chen|陈, Yang|杨, Huang|黄, Zhao|赵, Zhou|周, Wu|吴, Xu|徐, Sun|孙, "
        "Zhu|朱, Ma|马, Hu|胡, Guo|郭, He|何, Lin|林, Gao|高, Luo|罗, Zheng|郑, Liang|梁, Xie|谢, Song|宋, "
        "Tang|唐, Deng|邓, Han|韩, Feng|冯, Cao|曹, Peng|彭, Zeng|曾, Xiao|肖, Tian|田, Dong|董, Pan|潘, Yuan|袁, "
        "Cai|蔡, Jiang|蒋, Yu|余, Du|杜, Ye|叶, Cheng|程, Wei|魏, Su|苏, Lü|吕, Ding|丁, Ren|任, Lu|卢, Yao|姚, "
        "Shen|沈, Zhong|钟, Cui|崔, Tan|谭, Fan|范, Shi|石, Liao|廖, Jia|贾, Xia|夏, Fu|付, Fang|方, Zou|邹, "
        "Xiong|熊, Bai|白, Meng|孟, Qin|秦, Qiu|邱, Hou|侯, Yin|尹, Xue|薛, Yan|闫",
        "Xiuying|秀英, Min|敏, Jing|静, Li Na|丽娜, Yan|艳, Mei Ling|美玲",
        "Wei|伟, Qiang|强, Jun|军, Haoran|浩然, Ming|明, Guang|光",
    ),
    _culture(
        6,
        ASIAN,
        _language("hi", "Hindi"),
        "Sharma|शर्मा, Patel|पटेल, Gupta|गुप्ता, Iyer, Reddy, Singh|सिंह, Nair, Banerjee, Desai, Agarwal|अग्रवाल, "
        "Bhatt|भट्ट, Chauhan|चौहान, Chopra|चोपड़ा, Dubey|दुबे, Jain|जैन, Joshi|जोशी, Kapoor|कपूर, Khanna|खन्ना, "
        "Kulkarni|कुलकर्णी, Kumar|कुमार, Malhotra|मल्होत्रा, Mehta|मेहता, Mishra|मिश्रा, Pandey|पांडेय, Rao|राव, "
        "Saxena|सक्सेना, Shah|शाह, Shukla|शुक्ला, Sinha|सिन्हा, Tiwari|तिवारी, Trivedi|त्रिवेदी, Verma|वर्मा, "
        "Yadav|यादव, Bose, Chatterjee, Das, Dutta, Ghosh, Gowda, Hegde, Krishnan, Menon, Mukherjee, Naidu, Pillai, "
        "Raman, Sen, Shetty, Subramanian, Varma",
        "Priya|प्रिया, Ananya|अनन्या, Lakshmi|लक्ष्मी, Kavita|कविता, Meera|मीरा, Sunita|सुनीता",
        "Rajesh|राजेश, Arjun|अर्जुन, Vikram|विक्रम, Sanjay|संजय, Anil|अनिल, Rohan|रोहन",
    ),
    _culture(
        4,
        ASIAN,
        _language("vi", "Vietnamese"),
        "Nguyễn, Trần, Lê, Phạm, Hoàng, Võ, Đặng, Bùi, Đỗ, Hồ, Ngô, Dương, Lý, Phan, Vũ, Trương, Đinh, Mai, Đào, "
        "Tô, Lâm, Phùng, Tạ, Hà, Cao, Chu, Đoàn, Kiều, La, Lưu, Lương, Mạc, Nghiêm, Ông, Quách, Thái, Thân, Tống, "
        "Triệu, Vương",
        "Thị Hương, Thị Lan, Ngọc Ánh, Thu Hà, Bích Thủy, Mai",
        "Văn Minh, Đức Anh, Quốc Bảo, Hữu Phước, Thành, Tuấn",
    ),
    _culture(
        4,
        WHITE,
        _language("ar", "Arabic"),
        "Al-Khalil|الخليل, Haddad|حداد, Mansour|منصور, Nasser|ناصر, Khoury|خوري, Saleh|صالح, Abboud|عبود, "
        "Amin|أمين, Aziz|عزيز, Bakr|بكر, Darwish|درويش, Farah|فرح, Farouk|فاروق, Fayed|فايد, Ghanem|غانم, "
        "Habib|حبيب, Hakim|حكيم, Hamdan|حمدان, Ibrahim|إبراهيم, Issa|عيسى, Jaber|جابر, Kassem|قاسم, Maalouf|معلوف, "
        "Mahmoud|محمود, Najjar|نجار, Qabbani|قباني, Rahman|رحمن, Sabbagh|صباغ, Salem|سالم, Shaheen|شاهين, Taha|طه, "
        "Zaki|زكي",
        "Fatima|فاطمة, Layla|ليلى, Amina|أمينة, Noor|نور, Rania|رانيا, Huda|هدى",
        "Omar|عمر, Yusuf|يوسف, Karim|كريم, Tariq|طارق, Samir|سمير, Hassan|حسن",
    ),
    _culture(
        3,
        ASIAN,
        _language("ja", "Japanese"),
        "Sato|佐藤, Suzuki|鈴木, Takahashi|高橋, Tanaka|田中, Watanabe|渡辺, Ito|伊藤, Yamamoto|山本, "
        "Nakamura|中村, Kobayashi|小林, Kato|加藤, Yoshida|吉田, Yamada|山田, Sasaki|佐々木, Yamaguchi|山口, "
        "Matsumoto|松本, Inoue|井上, Kimura|木村, Hayashi|林, Shimizu|清水, Yamazaki|山崎, Mori|森, Abe|阿部, "
        "Ikeda|池田, Hashimoto|橋本, Ishikawa|石川, Ogawa|小川, Okada|岡田, Hasegawa|長谷川, Goto|後藤, "
        "Maeda|前田, Fujita|藤田, Endo|遠藤",
        "Yoko|陽子, Keiko|恵子, Sakura|さくら, Haruka|遥, Michiko|美智子",
        "Hiroshi|浩, Kenji|健二, Takumi|匠, Daiki|大輝, Satoshi|聡",
    ),
    _culture(
        3,
        ASIAN,
        _language("ko", "Korean"),
        "Kim|김, Lee|이, Park|박, Choi|최, Jung|정, Kang|강, Cho|조, Yoon|윤, Jang|장, Lim|임, Han|한, Oh|오, "
        "Seo|서, Shin|신, Kwon|권, Hwang|황, Ahn|안, Song|송, Ryu|류, Hong|홍, Jeon|전, Ko|고, Moon|문, Yang|양, "
        "Son|손, Bae|배, Baek|백, Heo|허, Nam|남, Noh|노, Ha|하",
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
        composed=_composed(
            "Adam, Baran, Borkow, Cies, Czarnec, Dobrow, Górec, Jabłoń, Jankow, Jasiń, Kamiń, Kalinow, Kozłow, "
            "Krajew, Lewandow, Lipiń, Majew, Malinow, Nowic, Olszew, Ostrow, Pawłow, Piotrow, Przybyl, Rutkow, "
            "Sadow, Sikor, Sobolew, Tomaszew, Urbań, Wasilew, Witkow, Zalew, Zawadz",
            "ski",
        ),
    ),
    _culture(
        3,
        WHITE,
        _language("ru", "Russian"),
        "Ivanov|Иванов, Sokolov|Соколов, Volkov|Волков, Morozov|Морозов, Orlov|Орлов, Smirnov|Смирнов, "
        "Kuznetsov|Кузнецов, Popov|Попов, Vasiliev|Васильев, Petrov|Петров, Fedorov|Фёдоров, Lebedev|Лебедев, "
        "Kozlov|Козлов, Novikov|Новиков, Egorov|Егоров, Pavlov|Павлов, Semenov|Семёнов, Golubev|Голубев, "
        "Vinogradov|Виноградов, Bogdanov|Богданов, Vorobiev|Воробьёв, Filippov|Филиппов, Belov|Белов, "
        "Tarasov|Тарасов, Zhukov|Жуков, Gusev|Гусев",
        "Olga|Ольга, Svetlana|Светлана, Natalia|Наталья, Irina|Ирина",
        "Dmitri|Дмитрий, Sergei|Сергей, Aleksei|Алексей, Boris|Борис",
    ),
    _culture(
        3,
        BLACK,
        ENGLISH,
        "Okafor, Adeyemi, Mensah, Nwosu, Diallo, Ọlárìnwájú, Tesfaye, Abiola, Achebe, Addo, Akande, Amadi, Appiah, "
        "Asante, Balogun, Bekele, Boateng, Chukwu, Danjuma, Eze, Gebre, Haile, Ibekwe, Kamau, Keita, Kone, Mbeki, "
        "Mwangi, Ndiaye, Obi, Ochieng, Okonkwo, Onyango, Osei, Owusu, Sesay, Sow, Touré, Usman",
        "Adaeze, Ngozi, Amara, Folasade, Abena, Selam",
        "Chukwuemeka, Babatunde, Kwame, Olumide, Kofi, Abebe",
    ),
    _culture(
        1,
        NATIVE,
        ENGLISH,
        "Begay, Yazzie, Tsosie, Benally, Nez, Tallbear, Attakai, Bitsui, Blackhorse, Cly, Deschenie, Etsitty, "
        "Francisco, Goldtooth, Manygoats, Nakai, Peshlakai, Redhouse, Sandoval, Tso, Whitehorse, Zah",
        "Doli, Haseya, Shandiin, Nizhoni, Leona",
        "Ashkii, Nastas, Sani, Wayne, Hok'ee",
    ),
    _culture(
        1,
        PACIFIC,
        ENGLISH,
        "Kalākaua, Kamehameha, Tuilagi, Faleafa, Māhealani, Akana, Fonoti, Kahale, Kanoa, Kealoha, Leota, Makoa, "
        "Nakoa, Palakiko, Seumalo, Taufa, Tupou",
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
