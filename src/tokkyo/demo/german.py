"""German vocabulary and sentences of the demo corpus."""

# ruff: noqa: E501 - tables: a row stays on one line where that reads better

from tokkyo.demo.phrasebook import Phrasebook

BOOK = Phrasebook(
    code="de",
    articles=True,
    terms=(
        "eine Lithium-Ionen-Batterie; ein Batteriemodul; eine Kathode; eine Anode; ein Separator; ein Elektrolyt;"
        "ein Zellgehäuse; eine Kühlplatte; Lithiumeisenphosphat; Graphit; eine höhere Energiedichte; eine längere Lebensdauer",
        "ein unbemanntes Luftfahrzeug; ein Multicopter; ein Rotor; ein Flugregler; ein Landegestell; ein Batteriefach;"
        "eine Kameraaufhängung; ein Hindernissensor; Kohlefaser; Schaumkunststoff; eine längere Flugzeit; eine sichere Landung",
        "ein chirurgisches Ultraschallinstrument; ein Katheter; ein Handgriff; ein Wellenleiter; ein Endeffektor;"
        "ein Führungsdraht; ein Ballon; ein Wandler; Titanlegierung; Silikonkautschuk; eine geringere Gewebeschädigung;"
        "eine schnellere Koagulation",
        "ein Feldeffekttransistor; eine Speicherzelle; eine Gate-Elektrode; ein Source-Bereich; ein Drain-Bereich;"
        "eine Kanalschicht; ein Isolierfilm; ein Kontaktstift; Siliziumkarbid; Hafniumoxid; ein geringerer Leckstrom;"
        "eine höhere Schaltgeschwindigkeit",
        "ein monoklonaler Antikörper; ein bispezifischer Antikörper; eine schwere Kette; eine leichte Kette;"
        "ein variabler Bereich; ein Linker; ein antigenbindendes Fragment; ein Expressionsvektor; Humanserumalbumin;"
        "Polyethylenglykol; eine stärkere Rezeptorbindung; eine längere Halbwertszeit",
        "eine Sojapflanze; eine Saatgutbeschichtung; ein Samenkorn; ein Gen; ein Pollenkorn; ein Blatt; eine Wurzel; ein Promotor;"
        "Chitosan; Tonmineral; eine höhere Trockenheitstoleranz; ein höherer Ertrag",
        "ein Gewebe; ein Kompressionskleidungsstück; ein Kettfaden; ein Schussfaden; eine Beschichtung; eine Naht;"
        "ein Gummiband; eine Membran; Polyester; Merinowolle; ein besserer Feuchtetransport; eine höhere Reißfestigkeit",
        "ein Kameraobjektiv; ein optisches System; eine erste Linsengruppe; eine Aperturblende; ein Bildsensor;"
        "ein Prisma; ein Beugungsgitter; ein Objektivtubus; optischem Glas; Magnesiumfluorid; ein geringerer Abbildungsfehler;"
        "eine kürzere Baulänge",
        "eine Basisstation; ein Endgerät; eine Antenne; ein Sender; ein Empfänger; ein Steuerkanal; ein Verstärker;"
        "ein Prozessor; Keramiksubstrat; Kupferfolie; eine geringere Latenz; eine höhere Datenrate",
        "ein neuronales Netz; eine Trainingsvorrichtung; eine Eingabeschicht; ein Speicher; ein Kodierer;"
        "ein Klassifikator; ein Datensatz; eine Verlustfunktion; Trainingsdaten; Sensordaten; eine höhere Erkennungsgenauigkeit;"
        "eine kürzere Rechenzeit",
        "ein Solarmodul; ein Solarnachführsystem; eine Solarzelle; eine Anschlussdose; ein Rahmen; eine Glasabdeckung;"
        "ein Wechselrichter; ein Torsionsrohr; Perowskit; kristallinem Silizium; ein höherer Wirkungsgrad; ein geringerer Montageaufwand",
        "eine Windenergieanlage; ein Rotorblatt; eine Gondel; ein Turm; ein Blattlager; ein Generator; ein Getriebe;"
        "eine Nabe; Glasfaser; Epoxidharz; eine geringere Geräuschentwicklung; eine geringere Strukturbelastung",
        "eine Scheibenbremse; eine elektromechanische Bremse; ein Bremssattel; ein Bremsbelag; ein Kolben;"
        "eine Bremsscheibe; eine Feder; ein Elektromotor; Grauguss; kupferfreiem Reibbelag; ein kürzerer Bremsweg; ein geringerer Verschleiß",
        "ein Lebensmittelbehälter; eine Faltschachtel; ein Deckel; eine Schale; eine Folie; ein Aufreißstreifen;"
        "ein Tragegriff; ein Ventil; Wellpappe; Polypropylen; eine längere Haltbarkeit; ein geringerer Kunststoffabfall",
        "eine Kaffeemaschine; eine Getränkekapsel; eine Brühkammer; ein Wassertank; eine Pumpe; ein Mahlwerk;"
        "ein Milchaufschäumer; ein Filter; Edelstahl; Aluminium; ein besseres Aroma; eine kürzere Aufheizzeit",
        "eine Kontaktlinse; ein Brillengestell; ein Linsenkörper; eine optische Zone; ein Scharnier; ein Bügel;"
        "ein Nasenpad; eine Beschichtung; Silikonhydrogel; Celluloseacetat; eine höhere Sauerstoffdurchlässigkeit;"
        "ein besserer Tragekomfort",
        "ein hochfestes Stahlblech; ein Stahlrohr; eine Bramme; ein Walzband; eine Zinkbeschichtung; ein Glühofen;"
        "eine Schweißnaht; eine Kühldüse; Mangan; Chrom; eine höhere Zugfestigkeit; eine bessere Korrosionsbeständigkeit",
        "ein Flüssigwaschmittel; eine Waschmitteltablette; ein Tensid; ein Enzym; ein Bleichmittel; eine Duftkapsel;"
        "eine Dosiervorrichtung; eine wasserlösliche Folie; Zitronensäure; Natriumcarbonat; eine bessere Fleckentfernung;"
        "eine niedrigere Waschtemperatur",
        "ein Industrieroboter; ein Greifer; ein Roboterarm; ein Gelenk; ein Getriebe; ein Kraftsensor; eine Steuereinheit;"
        "ein Saugnapf; Aluminium; Gummi; eine höhere Positioniergenauigkeit; eine kürzere Taktzeit",
        "eine Anzeigevorrichtung; ein Berührungsbildschirm; ein Bildpunkt; ein Leuchtelement; ein Dünnschichttransistor;"
        "ein Farbfilter; eine Treiberschaltung; ein Deckglas; Indiumzinnoxid; Quantenpunkten; eine höhere Helligkeit;"
        "ein geringerer Stromverbrauch",
        "ein Kopfhörer; ein Lautsprecher; ein Mikrofon; eine Membran; eine Schwingspule; ein Ohrpolster;"
        "ein Signalprozessor; ein Magnet; Neodym; Schaumstoff; eine bessere Geräuschunterdrückung; eine klarere Sprachwiedergabe",
        "eine Wasseraufbereitungsanlage; eine Filterpatrone; eine Membran; eine Pumpe; ein Aktivkohlefilter;"
        "ein Absetzbecken; eine Ultraviolettlampe; ein Druckbehälter; Zeolith; Polyamid; ein geringerer Energieverbrauch;"
        "eine Entfernung von Schwermetallen",
        "ein 3D-Drucker; ein Pulverbettsystem; eine Bauplattform; ein Laser; ein Pulverbehälter; ein Druckkopf; eine Düse;"
        "ein Beschichter; Metallpulver; Photopolymer; eine glattere Oberfläche; eine kürzere Bauzeit",
        "ein elektronisches Schloss; ein Türdrücker; ein Schließzylinder; ein Riegel; ein Schlüssel; eine Falle;"
        "ein Aktor; ein Funkmodul; Messing; Zinkdruckguss; ein besserer Einbruchschutz; eine einfachere Bedienung",
    ),
    titles=(
        "{P} {t}",
        "{P} und Verfahren zur Herstellung",
        "Verfahren zum Betreiben einer Vorrichtung, nämlich {P}",
        "{P} mit integrierter Baugruppe: {A}",
        "Baugruppe aus {A} und {B} für folgende Anwendung: {P}",
    ),
    openings=(
        "Die Erfindung betrifft Folgendes: {p} {t}.",
        "Offenbart wird {p}, wobei {a}, {b} und {c} vorgesehen sind.",
        "Es wird {p} vorgeschlagen.",
    ),
    abstract=(
        "Vorgesehen sind {a}, {b} und {c}.",
        "Dabei ist {a} zumindest teilweise aus {m} gefertigt.",
        "Dadurch ergibt sich {e}.",
        "Zwischen {A} und {B} beträgt der Abstand {n} mm.",
        "In einer Ausführungsform ist {b} {t} ausgestattet.",
        "Ein Kennwert mit der Bezeichnung {k} wird laufend erfasst.",
        "Das Mittel {x} wird in einer Menge von {w} Gew.-% eingesetzt.",
    ),
    claims=(
        "{P}, umfassend: {a} (10); {b} (20); und {c} (30), dadurch gekennzeichnet, dass {a} (10) aus {m} besteht.",
    ),
    dependents=(
        "{P} nach Anspruch {r}, wobei {b} {t} ausgestattet ist.",
        "{P} nach Anspruch {r}, dadurch gekennzeichnet, dass ferner {c} vorgesehen ist.",
        "{P} nach Anspruch {r}, wobei ein Wert von {n} mm nicht überschritten wird.",
        "{P} nach Anspruch {r}, wobei {x} als Zusatz enthalten ist.",
    ),
    headings=(
        "Technisches Gebiet",
        "Stand der Technik",
        "Darstellung der Erfindung",
        "Zeichnungen",
        "Ausführungsbeispiele",
    ),
    paragraphs=(
        "Die vorliegende Erfindung liegt auf dem Gebiet, zu dem auch {p} gehört, und betrifft insbesondere eine Ausführung {t}.",
        "Aus dem Stand der Technik sind Lösungen bekannt, bei denen {a} und {b} getrennt voneinander angeordnet sind.",
        "Nachteilig ist dabei, dass {c} nur mit hohem Aufwand nachgerüstet werden kann.",
        "Aufgabe der Erfindung ist es daher, die genannten Nachteile zu vermeiden; angestrebt wird {e}.",
        "Figur 1 zeigt schematisch {p}; in Figur 2 ist {a} im Schnitt dargestellt.",
        "Im Ausführungsbeispiel ist {a} (10) aus {m} gefertigt und weist eine Dicke von {n} mm auf.",
        "Versuche mit dem Muster {k} haben ergeben, dass {e} auch nach {n} Betriebsstunden erhalten bleibt.",
        "Bevorzugt ist {b} (20) {t} ausgestattet, während {c} (30) fest mit dem Träger verbunden ist.",
        "Als Zusatz hat sich {x} in einer Konzentration von {n} g/l bewährt.",
        "Selbstverständlich können die Merkmale der Ausführungsbeispiele miteinander kombiniert werden.",
    ),
    phrases=(
        "mit Temperaturregelung",
        "mit elektronischer Steuerung",
        "mit verstellbarer Halterung",
        "mit drahtloser Übertragung",
        "mit Überlastschutz",
        "mit mehrschichtigem Aufbau",
        "mit verringertem Gewicht",
        "mit Schnellverschluss",
        "mit Selbstdiagnose",
        "mit Rückführung",
        "mit doppelter Dichtung",
        "mit veränderlichem Druck",
        "mit optischer Überwachung",
        "mit Schwingungsdämpfung",
    ),
    syllables=(
        "kra",
        "vel",
        "tro",
        "nim",
        "sor",
        "lan",
        "ber",
        "dis",
        "mok",
        "fen",
        "gul",
        "hax",
        "rit",
        "wen",
        "zol",
        "pir",
    ),
)
